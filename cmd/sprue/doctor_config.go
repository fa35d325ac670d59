package main

// checkConfig lists every setting with where it comes from.
func (a *app) checkConfig() ([]finding, error) {
	settings, err := a.file.Effective()
	if err != nil {
		return nil, err
	}
	findings := []finding{{area: "configuration", name: "file", status: statusOK, value: a.file.Path}}
	if a.file.Path == "" {
		findings[0] = finding{area: "configuration", name: "file", status: statusWatch, value: "none: all defaults", advice: "writes one: " + a.command("", "init")}
	}
	for _, setting := range settings {
		f := finding{area: "configuration", name: setting.Path, value: setting.Value, origin: setting.Origin}
		if setting.Unused {
			f.advice = "checked and kept, but this version does not use it"
		}
		if setting.Unused && !setting.Empty && setting.Origin != "default" {
			f.status = statusWatch
		}
		findings = append(findings, f)
	}
	return findings, nil
}
