"""The doors by which machines bring referrals and reports: FHIR, XML over HTTP, and a watched folder."""
