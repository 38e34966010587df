"""People, services and the roles they hold in them."""
