"""A referral leaves klokt as a message: MedCom XREF01, or FHIR with DK Core in a MedCom message."""
