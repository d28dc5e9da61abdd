"""Who and where: gazetteer, matcher, Korean names, coreference, links."""
