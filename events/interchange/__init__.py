"""Reading and writing the programme in the formats that other systems speak."""
