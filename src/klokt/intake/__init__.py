"""Read referrals in the forms they come in: FHIR R4, MedCom XREF01, Norwegian XML and the JSON form.

A referral that cannot be read gives an error in its place; the others are still read. Errors name the line and
the path of a field and what is expected there, never what stands there.

| code | an error: the referral is not read |
| --- | --- |
| K301 | not JSON: malformed, cut off, not UTF-8, or nested too deeply |
| K302 | JSON, but not a form that is known here; or a Bundle without a ServiceRequest |
| K303 | a field has the wrong type or a value that is not read |
| K304 | contradictory: see below |
| K305 | not an order: revoked, cancelled, entered in error, or asks that something not be done |
| K310 | XML, but no message that is read here |
| K311 | XML that cannot be parsed: malformed, with a document type, too large or too deep |

K304 is given for a key given twice, a day that does not exist, a birth date after the referral or more than 130 years
before it, two values for one fact, two patients for one request, and codes that name different modalities, sites or
sides.

| code | a notice: the referral is read without this |
| --- | --- |
| K320 | the patient cannot be told, so the age is unknown |
| K321 | a requested code is not in the table |
| K322 | a date gives only a year or a month |
| K323 | the birth date is taken from the person number |
| K324 | a person number has not the form of one, or its check digits do not fit |
| K325 | birth date and person number disagree; the birth date counts |
| K326 | a finding is not a fact of this episode, or not a final result |
| K327 | a finding does not say whose it is |
| K328 | a finding's value cannot be read: a bound, another unit than time, words, or none |
| K329 | a referenced resource was not sent, or an attachment is not read |
| K330 | the request is changed in a way that is not known here, or its status is not one of its standard's |
| K331 | a field of the JSON form, or an element of a message, is not read; a slip of the pen is K303 |
| K332 | a body site is not known here; it is kept as it is written |
| K333 | the message replaces an earlier one |
| K334 | a pathway is asked for, such as that for cancer; a person must look |
| K335 | a time is wished for, which no rule reads |

Facts can be sent in FHIR as Observations whose code is the fact's name in the system
https://klokt.org/fhir/CodeSystem/fact. What an imaging report says is passed on in the system
https://klokt.org/fhir/CodeSystem/statement: prior_xray (yes), prior_xray_age (completed months on the referral date),
prior_xray_shows_oa (yes, no) and prior_xray_weight_bearing (yes).
"""

from klokt.intake.reader import read

__all__ = ["read"]
