"""What tells letters and digits by their shapes is fitted on glyphs of many typefaces."""
