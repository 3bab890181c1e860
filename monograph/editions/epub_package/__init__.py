"""The parts of the ePub edition: documents, page breaks, navigation, fonts, metadata, archive."""
