"""Requests of each type of resource, as the Terraform AWS provider makes them on create."""
