// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "batchrunner.h"

#include "libpamrunner.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <map>
#include <security/pam_appl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

// Every faulty line is a message of libpam to the system's log: tens of thousands, which nobody is to find there.
extern "C" {
void openlog(const char * /*ident*/, int /*option*/, int /*facility*/) { }
void closelog() { }
void syslog(int /*priority*/, const char * /*format*/, ...) { }
void vsyslog(int /*priority*/, const char * /*format*/, va_list /*arguments*/) { }
void __syslog_chk(int /*priority*/, int /*flag*/, const char * /*format*/, ...) { } // NOLINT: glibc's name
void __vsyslog_chk(int /*priority*/, int /*flag*/, const char * /*format*/, va_list /*arguments*/) { } // NOLINT
}

namespace pamphlet::test {

namespace {

struct Talk {
    std::uint32_t script = 0;
    std::vector<std::string> said;
    std::map<std::string, std::size_t> asked;
};

int converse(int count, const pam_message **messages, pam_response **answers, void *data)
{
    auto &talk = *static_cast<Talk *>(data);
    auto *responses = static_cast<pam_response *>(std::calloc(std::size_t(count), sizeof(pam_response)));
    if (!responses)
        return PAM_BUF_ERR;
    for (int i = 0; i < count; ++i) {
        const std::string text = messages[i]->msg;
        if (messages[i]->msg_style == PAM_PROMPT_ECHO_ON) {
            talk.said.push_back("? " + text);
            responses[i].resp = strdup(std::to_string(scriptedAnswer(talk.script, text, talk.asked[text]++)).c_str());
        } else {
            talk.said.push_back("> " + text);
        }
    }
    *answers = responses;
    return PAM_SUCCESS;
}

TransactionRecord ask(const Configuration &configuration)
{
    TransactionRecord record;
    Talk talk;
    talk.script = configuration.script;
    const pam_conv conversation{converse, &talk};
    pam_handle_t *handle = nullptr;
    record.start = pam_start_confdir(configuration.service.c_str(), "nobody", &conversation, configuration.directory.c_str(), &handle);
    if (record.start != PAM_SUCCESS)
        return record;
    int code = PAM_SUCCESS;
    for (const pam::Primitive primitive : configuration.primitives) {
        talk.said.clear();
        code = callPrimitive(handle, primitive);
        record.calls.push_back({code, std::move(talk.said)});
    }
    pam_end(handle, code);
    return record;
}

void append(std::string &bytes, int value)
{
    bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
}

void append(std::string &bytes, std::string_view text)
{
    append(bytes, int(text.size()));
    bytes.append(text);
}

std::string encoded(const TransactionRecord &record)
{
    std::string bytes;
    append(bytes, record.start);
    append(bytes, int(record.calls.size()));
    for (const CallRecord &result : record.calls) {
        append(bytes, result.code);
        append(bytes, int(result.said.size()));
        for (const std::string &said : result.said)
            append(bytes, said);
    }
    return bytes;
}

class Decoder
{
public:
    explicit Decoder(std::string_view bytes)
        : m_bytes(bytes)
    { }

    int number()
    {
        int value = 0;
        if (m_bytes.size() < sizeof value)
            return 0;
        std::memcpy(&value, m_bytes.data(), sizeof value);
        m_bytes.remove_prefix(sizeof value);
        return value;
    }

    std::string text()
    {
        const auto size = std::min(std::size_t(number()), m_bytes.size());
        std::string text(m_bytes.substr(0, size));
        m_bytes.remove_prefix(size);
        return text;
    }

    bool more() const { return !m_bytes.empty(); }

private:
    std::string_view m_bytes;
};

TransactionRecord decoded(const std::string &bytes)
{
    Decoder decoder(bytes);
    TransactionRecord record;
    record.start = decoder.number();
    for (int calls = decoder.number(); calls > 0; --calls) {
        CallRecord result;
        result.code = decoder.number();
        for (int texts = decoder.number(); texts > 0; --texts)
            result.said.push_back(decoder.text());
        record.calls.push_back(std::move(result));
    }
    return record;
}

bool writeAll(int file, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes.remove_prefix(std::size_t(written));
    }
    return true;
}

/// The child: a record for each configuration from `first` on, as long as it lives.
[[noreturn]] void answerAll(const std::vector<Configuration> &configurations, std::size_t first, int end)
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    std::signal(SIGSEGV, SIG_DFL); // QtTest's handler would write a report
    std::signal(SIGABRT, SIG_DFL);
    std::signal(SIGPROF, SIG_DFL);
    for (std::size_t i = first; i < configurations.size(); ++i) {
        const int milliseconds = configurations[i].patience;
        const itimerval limit{{0, 0}, {milliseconds / 1000, (milliseconds % 1000) * 1000}};
        setitimer(ITIMER_PROF, &limit, nullptr);
        std::string bytes;
        append(bytes, encoded(ask(configurations[i])));
        if (!writeAll(end, bytes))
            _exit(1);
    }
    _exit(0);
}

} // namespace

bool write(const Configuration &configuration)
{
    if (mkdir(configuration.directory.c_str(), 0700) != 0) {
        DIR *directory = errno == EEXIST ? opendir(configuration.directory.c_str()) : nullptr;
        if (!directory)
            return false;
        while (const dirent *entry = readdir(directory)) {
            if (!configuration.files.contains(entry->d_name))
                unlinkat(dirfd(directory), entry->d_name, 0); // fails for . and ..
        }
        closedir(directory);
    }
    for (const auto &[name, bytes] : configuration.files) {
        const int file = open((configuration.directory + '/' + name).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        const bool written = file >= 0 && writeAll(file, bytes);
        if (file >= 0)
            close(file);
        if (!written)
            return false;
    }
    return true;
}

BatchRunner::~BatchRunner()
{
    if (m_child > 0)
        finish();
}

void BatchRunner::start(std::vector<Configuration> configurations)
{
    m_configurations = std::move(configurations);
    m_records.clear();
    if (!m_configurations.empty())
        launch();
}

void BatchRunner::launch()
{
    int ends[2];
    if (pipe(ends) != 0)
        return;
    constexpr int roomy = 1 << 20; // so that the child seldom waits; nothing depends on it
    fcntl(ends[0], F_SETPIPE_SZ, roomy);
    m_child = fork();
    if (m_child == 0) {
        close(ends[0]);
        answerAll(m_configurations, m_records.size(), ends[1]);
    }
    close(ends[1]);
    m_end = ends[0];
}

std::vector<TransactionRecord> BatchRunner::finish()
{
    while (m_child > 0) {
        std::string bytes;
        char buffer[65536];
        for (ssize_t got = 0; (got = read(m_end, buffer, sizeof buffer)) > 0 || (got < 0 && errno == EINTR);)
            bytes.append(buffer, std::size_t(std::max<ssize_t>(got, 0)));
        close(m_end);
        int status = 0;
        while (waitpid(m_child, &status, 0) < 0 && errno == EINTR) { }
        m_child = -1;
        for (Decoder decoder(bytes); decoder.more() && m_records.size() < m_configurations.size();)
            m_records.push_back(decoded(decoder.text()));
        if (m_records.size() == m_configurations.size())
            break;
        TransactionRecord lost;
        lost.signal = WIFSIGNALED(status) ? WTERMSIG(status) : -1;
        m_records.push_back(lost);
        if (m_records.size() < m_configurations.size())
            launch();
    }
    m_records.resize(m_configurations.size());
    m_configurations.clear();
    return std::move(m_records);
}

} // namespace pamphlet::test
