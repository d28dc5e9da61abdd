"""What the desk knows: stories in the window, versions, holds, kills, embargoes, families."""
