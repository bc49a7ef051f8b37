"""The only place with ``select()`` over what callers ask for, cut to what each may see."""
