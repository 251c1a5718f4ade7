"""
What AWS refuses beyond its API models. Each function yields (problem, basis) or (problem, basis, value); the basis is the
page, the issue of the provider or the recorded answer that it rests on.

"recorded" is an answer of AWS's own, kept in testdata/aws/ of https://github.com/radkawar/stackd (September 2026).
"""
