"""How the app looks to Streamlit: its own options, handed over when the app is started."""

from __future__ import annotations

#: Streamlit option -> value, as on its command line. Light and dark are both ours; people switch in the menu.
STREAMLIT_OPTIONS: dict[str, str] = {
    "client.toolbarMode": "viewer",
    # A traceback is for developers; people get a refusal with its remedy, or one plain sentence.
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "theme.primaryColor": "#005A8C",
    "theme.light.primaryColor": "#005A8C",
    "theme.dark.primaryColor": "#6CB8E6",
    "theme.light.backgroundColor": "#FFFFFF",
    "theme.light.secondaryBackgroundColor": "#F3F6F9",
    "theme.light.textColor": "#10202E",
    "theme.light.linkColor": "#005A8C",
    "theme.dark.backgroundColor": "#0E1117",
    "theme.dark.secondaryBackgroundColor": "#1A2129",
    "theme.dark.textColor": "#F2F6FA",
    "theme.dark.linkColor": "#6CB8E6",
    "theme.baseRadius": "0.4rem",
}
