"""Judges synthesized stacks by what AWS takes: each request that the Terraform AWS provider makes on create, value by value."""
