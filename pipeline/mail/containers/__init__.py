"""Files that hold other files: one module per format, each with one function of the same shape.

In: the bytes of the file, and the `Room` that the message has left. Out: `Opened`, or the `Reason`
why it stays closed. Nothing raises. `opening` chooses the function by content, never by name.
"""
