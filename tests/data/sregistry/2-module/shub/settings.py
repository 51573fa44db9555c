# SPDX-FileCopyrightText: 2026 The Pamphlet developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of a small registry, 2.0: the list in this file decides."""

PLUGINS_ENABLED = [
    #    'pgp'
    #    'pam_auth',
    #    'saml_auth'
]

PLUGINS_ENABLED += from_environment("PLUGINS_ENABLED")
PLUGINS_ENABLED = list(set(PLUGINS_ENABLED))
