"""The validators of others: veraPDF 1.28.2, and Mustang 2.25.0 with the veraPDF 1.30.2 it brings.

They are Java, fetched by Maven at set-up time (``.ci/validators.sh``) and used in tests only.
"""
