// Before anything is loaded that asks for it.
process.env.NO_COLOR = "1";
