// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libpamrunner.h"

#include "core/tree/memorytree.h"

#include <QDataStream>
#include <QFile>
#include <QIODevice>

#include <csignal>
#include <cstdlib>
#include <security/pam_appl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pamphlet::test {

namespace {

int converse(int count, const pam_message **messages, pam_response **answers, void *data)
{
    auto *said = static_cast<QByteArrayList *>(data);
    auto *responses = static_cast<pam_response *>(std::calloc(std::size_t(count), sizeof(pam_response)));
    if (!responses)
        return PAM_BUF_ERR;
    for (int i = 0; i < count; ++i) {
        if (messages[i]->msg_style == PAM_TEXT_INFO)
            said->append(messages[i]->msg);
    }
    *answers = responses;
    return PAM_SUCCESS;
}

QByteArray ask(const QString &directory, const QByteArray &service, const QList<pam::Primitive> &primitives)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    QByteArrayList said;
    const pam_conv conversation{converse, &said};
    pam_handle_t *handle = nullptr;
    int code = pam_start_confdir(service.constData(), "nobody", &conversation, QFile::encodeName(directory).constData(), &handle);
    stream << code;
    if (code != PAM_SUCCESS)
        return bytes;
    for (const pam::Primitive primitive : primitives) {
        said.clear();
        code = callPrimitive(handle, primitive);
        stream << code << said;
    }
    pam_end(handle, code);
    return bytes;
}

} // namespace

int callPrimitive(pam_handle *handle, pam::Primitive primitive)
{
    switch (primitive) {
    case pam::Primitive::Authenticate:
        return pam_authenticate(handle, 0);
    case pam::Primitive::Setcred:
        return pam_setcred(handle, 0);
    case pam::Primitive::AcctMgmt:
        return pam_acct_mgmt(handle, 0);
    case pam::Primitive::OpenSession:
        return pam_open_session(handle, 0);
    case pam::Primitive::CloseSession:
        return pam_close_session(handle, 0);
    case pam::Primitive::Chauthtok:
        return pam_chauthtok(handle, 0);
    }
    return -1;
}

LibpamAnswer askLibpam(const QString &directory, const QByteArray &service, const QList<pam::Primitive> &primitives, unsigned seconds)
{
    LibpamAnswer answer;
    int ends[2];
    if (pipe(ends) != 0)
        return answer;
    const pid_t child = fork();
    if (child == 0) {
        const rlimit none{0, 0};
        setrlimit(RLIMIT_CORE, &none);
        std::signal(SIGSEGV, SIG_DFL); // QtTest's handler would write a report
        std::signal(SIGABRT, SIG_DFL);
        close(ends[0]);
        alarm(seconds);
        const QByteArray bytes = ask(directory, service, primitives);
        const auto written = write(ends[1], bytes.constData(), std::size_t(bytes.size()));
        _exit(written == bytes.size() ? 0 : 1);
    }
    close(ends[1]);
    QByteArray bytes;
    char buffer[4096];
    for (ssize_t got = 0; (got = read(ends[0], buffer, sizeof buffer)) > 0;)
        bytes.append(buffer, got);
    close(ends[0]);
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child)
        return answer;
    if (WIFSIGNALED(status)) {
        answer.signal = WTERMSIG(status);
        return answer;
    }
    QDataStream stream(bytes);
    stream >> answer.start;
    while (!stream.atEnd()) {
        LibpamCall result;
        stream >> result.code >> result.said;
        answer.calls.append(result);
    }
    return answer;
}

std::optional<pam::LibpamProfile> profileOfThisLibpam()
{
    if (const QByteArray name = qgetenv("PAMPHLET_TEST_LIBPAM"); !name.isEmpty())
        return pam::libpamProfile(name.toStdString());
    MemoryTree tree;
    for (const char *path : {"/var/lib/dpkg/status", "/usr/lib/os-release"}) {
        QFile file(QString::fromLatin1(path));
        if (file.open(QIODevice::ReadOnly))
            tree.setFile(path, file.readAll().toStdString());
    }
    const pam::LibpamProfile profile = pam::detectLibpam(tree, {});
    return profile.name.empty() ? std::nullopt : std::optional(profile);
}

bool hasModule(const char *name)
{
    for (const pam::LibpamProfile &profile : pam::libpamProfiles()) {
        for (const std::string &directory : profile.moduleDirectories) {
            if (QFile::exists(QString::fromStdString(directory) + QLatin1Char('/') + QLatin1String(name)))
                return true;
        }
    }
    return false;
}

} // namespace pamphlet::test
