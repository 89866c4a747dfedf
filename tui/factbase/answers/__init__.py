"""What a base is asked: by nation, strike, meeting, date and word, and where its sources agree."""
