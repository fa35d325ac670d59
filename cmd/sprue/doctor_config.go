package main

import "strings"

// checkConfig lists every setting with where it comes from.
func (a *app) checkConfig() ([]finding, error) {
	settings, err := a.file.Effective()
	if err != nil {
		return nil, err
	}
	findings := []finding{{area: "configuration", name: "file", status: statusOK, value: a.file.Path}}
	if a.file.Path == "" {
		findings[0] = finding{area: "configuration", name: "file", status: statusWatch, value: "none: all defaults", advice: "'sprue init' writes one"}
	}
	for _, setting := range settings {
		f := finding{area: "configuration", name: setting.Path, value: setting.Value, origin: setting.Origin}
		section, _, _ := strings.Cut(setting.Path, ".")
		section, _, _ = strings.Cut(section, "[")
		for _, unused := range a.file.Unused {
			if unused == section {
				f.status, f.advice = statusWatch, "known, but this version does not use it"
			}
		}
		findings = append(findings, f)
	}
	return findings, nil
}
