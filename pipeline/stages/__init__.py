"""The stages, one short module each; their order is in `pipeline.plan`."""
