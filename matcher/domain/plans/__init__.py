"""Plans: steps across programs that go past detox (DESIGN section 5, CLINICAL section 3).

`people` says who is planned for, `outline` which steps exist, `asked` what each step asks of a
program, `objective` what a plan is worth, `optimiser` which programs are the best for it.
"""
