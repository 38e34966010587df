"""Becoming a practitioner: supervision, portfolio, accreditation."""
