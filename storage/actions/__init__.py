"""The business transactions, one module per verb.

Each takes the session of an open `Database.write`, checks the transition, changes the rows and
announces the feed event. Runner, API and commands all call these; nobody else changes a state.
"""
