// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace pamphlet::helper {

/// One call, as the administrator will read it.
struct AuditEntry {
    std::optional<std::uint32_t> uid; ///< not known if the call never got that far
    QString verb;
    QString object; ///< "sudo, motd"
    QString outcome; ///< "done", or the name of the error
    QString detail; ///< never file content, never a secret
};

/// One line: no control, format or line separator characters, whatever a caller sent; at most 1 KiB.
QString auditLine(const AuditEntry &entry);

class AuditLog
{
public:
    virtual ~AuditLog() = default;
    virtual void write(const AuditEntry &entry) = 0;
};

/// authpriv of syslog, hence the journal.
class SyslogAudit final : public AuditLog
{
public:
    void write(const AuditEntry &entry) override;
};

class StderrAudit final : public AuditLog
{
public:
    void write(const AuditEntry &entry) override;
};

} // namespace pamphlet::helper
