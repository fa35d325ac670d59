package pages

import (
	"context"

	"sprue/engine/analysis"
)

// RecommendQuestions are what is to be done.
type RecommendQuestions interface {
	Recommendations(ctx context.Context, q analysis.RecommendQuestion) (analysis.Recommendations, error)
	SetStatus(ctx context.Context, w analysis.Writer, c analysis.StatusChange) (analysis.Recommendation, error)
}
