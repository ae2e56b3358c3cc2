"""Maps drawn here: no tiles, no third party, one projection for outlines and pins alike."""
