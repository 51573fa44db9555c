// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/recordedhelper.h"

#include <QTimer>

namespace pamphlet::app::gui {

namespace {

class RecordedLogin final : public ui::TestLogin
{
public:
    RecordedLogin() { QTimer::singleShot(0, this, &RecordedLogin::begin); }

    void answer(unsigned, Secret) override { QTimer::singleShot(0, this, &RecordedLogin::end); }

    void cancel() override
    {
        QTimer::singleShot(0, this, [this] { Q_EMIT failed(Error{ErrorCode::Cancelled, {}, {}}); });
    }

private:
    void begin()
    {
        Q_EMIT started();
        Q_EMIT primitiveReturned({QStringLiteral("start"), 0, 410});
        Q_EMIT message(ui::MessageStyle::Info, QStringLiteral("Place your finger on the fingerprint reader"));
        Q_EMIT message(ui::MessageStyle::Error, QStringLiteral("Failed to match fingerprint"));
        step("authenticate", "sudo", 3, "pam_fprintd.so", 7, 3'212'400);
        Q_EMIT prompted(1, ui::MessageStyle::EchoOff, QStringLiteral("Password: "));
    }

    void end()
    {
        step("authenticate", "common-auth", 11, "pam_unix.so", 0, 48'260);
        step("authenticate", "common-auth", 16, "pam_permit.so", 0, 1);
        step("authenticate", "common-auth", 18, "pam_cap.so", 25, 512);
        Q_EMIT primitiveReturned({QStringLiteral("authenticate"), 0, 3'261'900});
        step("acct_mgmt", "common-account", 4, "pam_unix.so", 0, 184);
        step("acct_mgmt", "common-account", 6, "pam_permit.so", 0, 1);
        Q_EMIT primitiveReturned({QStringLiteral("acct_mgmt"), 0, 260});
        Q_EMIT finished();
    }

    void step(const char *primitive, const char *file, unsigned line, const char *module, int returned, quint64 microseconds)
    {
        Q_EMIT stepped({QLatin1String(primitive), QStringLiteral("/etc/pam.d/") + QLatin1String(file), line, QLatin1String(module),
                        returned, microseconds});
    }
};

} // namespace

RecordedHelper::RecordedHelper(ui::HelperPort &real)
    : m_real(real)
{ }

QFuture<Result<ui::Applied>> RecordedHelper::apply(const change::ChangeSet &changeSet)
{
    return m_real.apply(changeSet);
}

QFuture<Result<ui::Applied>> RecordedHelper::rollback(const QString &transaction)
{
    return m_real.rollback(transaction);
}

std::unique_ptr<ui::TestLogin> RecordedHelper::startTest(const ui::TestRequest &)
{
    return std::make_unique<RecordedLogin>();
}

} // namespace pamphlet::app::gui
