"""From pages to fields: words with boxes, cleaning, OCR, candidates, scoring, levels."""
