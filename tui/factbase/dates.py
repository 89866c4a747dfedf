from __future__ import annotations
import re
from dataclasses import dataclass
class DateError(ValueError):
    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message); self.message=message; self.mend=mend
MON="January February March April May June July August September October November December".split()
@dataclass(frozen=True, slots=True)
class EdtfDate:
    text: str
    @property
    def approximate(self)->bool: return "~" in self.text
    @property
    def uncertain(self)->bool: return "?" in self.text
    @property
    def display(self)->str:
        def one(t):
            if t=="..": return ".."
            a="about " if "~" in t else ""
            p=t.rstrip("~?%").split("-")
            return a+" ".join(filter(None,[str(int(p[2])) if len(p)>2 else "", MON[int(p[1])-1] if len(p)>1 else "", p[0]]))
        return " to ".join(one(t) for t in self.text.split("/"))
    @property
    def short(self)->str: return self.text
    @property
    def sort_key(self): return (self.text.replace("..",""),)
def parse_date(text:str)->EdtfDate:
    for part in text.split("/"):
        if part!=".." and not re.fullmatch(r"\d{4}(-(0[1-9]|1[012])(-[0-3]\d)?)?[~?%]?",part) or part.startswith("2016-02-30"):
            raise DateError("not a date","write 2016-01-10")
    return EdtfDate(text)
