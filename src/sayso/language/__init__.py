"""Sentences, tokens, syntax and candidate names, with offsets into the untouched text.

Nothing outside this folder knows which parser is behind it: `blocks` cuts the text, `casing` and `blocks.plain` give the
parser a copy it can read (as long as the text, character for character), `parser` runs it, `universal` speaks its
syntax in Universal Dependencies v2, and `stage` fills `Reading.analysis`.
"""
