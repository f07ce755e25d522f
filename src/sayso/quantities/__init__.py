"""How many: number expressions, what they count, and what befell those counted.

`grammar` finds numbers with their qualifiers and bounds in the words alone; `counted` reads from the syntax what is
counted; `tolls` reads tally, population and whether a number is a running total; `stage` fills `Reading.quantities`.
"""
