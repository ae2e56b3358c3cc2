"""One sentence that a person types, as the answers it says and nothing else.

`reading.understand` is the way in. Nothing here guesses: what may be meant two ways is left to the
person, among the words that were not understood.
"""
