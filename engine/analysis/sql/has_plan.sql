-- Whether a calendar says what is planned anywhere.
SELECT EXISTS(FROM core.setting_shift)
    OR EXISTS(FROM core.setting_break)
    OR EXISTS(FROM core.setting_holiday)
    OR EXISTS(FROM core.setting_planned_stop)
