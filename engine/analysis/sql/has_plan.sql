-- Whether a calendar says what is planned anywhere.
SELECT EXISTS(FROM plan)
