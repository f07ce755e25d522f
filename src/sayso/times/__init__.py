"""When: time expressions, and the days they stand for.

`grammar` finds the expressions and says what each means by itself (`meaning`); `anchor` works out value and days from
the report's date, the times told before and the tense; `stage` fills `Reading.times`.
"""
