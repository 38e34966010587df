"""The tus 1.0 protocol for resumable uploads: https://tus.io/protocols/resumable-upload"""
