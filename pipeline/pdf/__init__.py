"""Opening what came as PDF, making a PDF of what did not, and disarming what people look at."""
