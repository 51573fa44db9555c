// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "linttree.h"

#include <QDir>

namespace pamphlet::pam::test {

namespace {

QString joined(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const std::string &text : texts)
        list.append(QString::fromStdString(text));
    return list.join(QLatin1Char('|'));
}

} // namespace

MemoryTree treeWithModules(const Files &files)
{
    MemoryTree tree;
    for (const char *module :
         {"pam_unix.so", "pam_deny.so", "pam_permit.so", "pam_debug.so", "pam_env.so", "pam_warn.so", "pam_limits.so", "pam_access.so",
          "pam_echo.so", "pam_exec.so", "pam_faillock.so", "pam_google_authenticator.so", "pam_lastlog.so", "pam_loginuid.so",
          "pam_motd.so", "pam_nologin.so", "pam_pwquality.so", "pam_succeed_if.so", "pam_sss.so"})
        tree.setFile(std::string("/lib/x86_64-linux-gnu/security/") + module, "");
    tree.addDirectory("/etc/pam.d");
    for (const auto &[path, bytes] : files)
        tree.setFile(path, bytes);
    return tree;
}

MemoryTree treeOfCorpus(const QString &directory)
{
    MemoryTree tree;
    for (const QFileInfo &info : QDir(directory).entryInfoList(QDir::Files | QDir::Hidden)) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadOnly))
            tree.setFile("/etc/pam.d/" + info.fileName().toStdString(), file.readAll().toStdString());
    }
    return tree;
}

QString described(const Finding &finding)
{
    return QStringLiteral("%1 %2:%3:%4 [%5] {%6}")
        .arg(QString::fromStdString(finding.id), QString::fromStdString(finding.where.file), QString::number(finding.where.line),
             QString::number(finding.where.column), joined(finding.arguments), joined(finding.services));
}

QStringList described(const std::vector<Finding> &findings)
{
    QStringList list;
    for (const Finding &finding : findings)
        list.append(described(finding));
    return list;
}

QStringList laterOnes(std::vector<Finding> findings)
{
    std::erase_if(findings,
                  [](const Finding &finding) { return (finding.id < "PAM049" && finding.id != "PAM031") || finding.id == "PAM108"; });
    return described(findings);
}

} // namespace pamphlet::pam::test
