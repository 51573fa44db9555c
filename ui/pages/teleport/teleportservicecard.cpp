// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/teleport/teleportservicecard.h"

#include "ui/text/answertext.h"
#include "ui/text/explanationtext.h"
#include "ui/text/printable.h"
#include "ui/text/text.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/card.h"
#include "ui/widgets/placelink.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace pamphlet::ui {

namespace {

constexpr std::size_t maxRules = 8;

bool hasLikelyWay(const pam::Explanation &explanation)
{
    return !explanation.waysComplete
        || std::any_of(explanation.ways.begin(), explanation.ways.end(), [](const pam::Way &way) { return way.likely; });
}

QString ruleHtml(const pam::Entry &rule)
{
    QString text = text::printable(rule.control) + QLatin1Char(' ') + text::printable(rule.module);
    for (const std::string &argument : rule.arguments) {
        text += QLatin1Char(' ') + text::printable(argument);
    }
    return QStringLiteral("<code>%1</code> %2").arg(text.trimmed().toHtmlEscaped(), placeLink(rule.file, rule.line));
}

} // namespace

TeleportServiceCard::TeleportServiceCard(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("teleportServiceCardArea"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *card = new Card(QStringLiteral("teleportService"), tr("The service it names"), this);
    layout->addWidget(card);
    m_file = new QLabel(card);
    m_file->setObjectName(QStringLiteral("teleportServiceFileLabel"));
    m_file->setWordWrap(true);
    m_file->setTextFormat(Qt::RichText);
    m_file->setTextInteractionFlags(Qt::TextBrowserInteraction);
    connect(m_file, &QLabel::linkActivated, this, &TeleportServiceCard::follow);
    card->content()->addWidget(m_file);
    const auto add = [&](const char *name) {
        auto *callout = new Callout(Tone::Neutral, {}, card);
        callout->setObjectName(QLatin1String(name));
        connect(callout, &Callout::linkActivated, this, &TeleportServiceCard::follow);
        card->content()->addWidget(callout);
        return callout;
    };
    // In the order in which Teleport calls them.
    m_account = add("teleportAccountCallout");
    m_auth = add("teleportAuthCallout");
    m_session = add("teleportSessionCallout");
}

void TeleportServiceCard::follow(const QString &link)
{
    if (const auto place = linkedPlace(link)) {
        Q_EMIT placeRequested(place->file, place->line);
    }
}

void TeleportServiceCard::showFacility(Callout *callout, pam::Facility facility, const TeleportService &service)
{
    const std::vector<pam::Entry> chain = service.stack.chain(facility);
    const auto found = service.explained.service.facilities.find(facility);
    Tone tone = Tone::Error;
    QString verdict;
    if (service.stack.start != pam::StartOutcome::Success) {
        verdict = text::startSentence(service.stack.start);
    } else if (found != service.explained.service.facilities.end()) {
        const pam::Explanation &explanation = found->second;
        verdict = text::verdictSentence(explanation);
        tone = explanation.canSucceed ? Tone::Success : explanation.complete ? Tone::Error : Tone::Warning;
        if (explanation.canSucceed && !hasLikelyWay(explanation)) {
            // pam_motd alone could, if it ever said yes.
            tone = Tone::Error;
            verdict = tr("It cannot succeed: its modules are not known to say yes.");
        } else if (explanation.fromOther && tone == Tone::Success) {
            tone = Tone::Warning;
        }
    }
    const QString mark = tone == Tone::Success ? QStringLiteral("✓") : tone == Tone::Warning ? QStringLiteral("!") : QStringLiteral("✕");
    QStringList lines{
        QStringLiteral("%1 <b>%2</b> · %3").arg(mark, text::facilityTitle(facility).toHtmlEscaped(), verdict.toHtmlEscaped())};
    if (chain.empty()) {
        lines << tr("There are no such rules.").toHtmlEscaped();
    } else if (chain.front().fallback && !service.stack.serviceFile.empty()) {
        lines << tr("The service has no such rules: these are those of “other”.").toHtmlEscaped();
    }
    for (std::size_t row = 0; row < std::min(chain.size(), maxRules); ++row) {
        lines << ruleHtml(chain[row]);
    }
    if (chain.size() > maxRules) {
        lines << tr("… and %n more", nullptr, int(chain.size() - maxRules)).toHtmlEscaped();
    }
    callout->setTone(tone);
    callout->setText(lines.join(QStringLiteral("<br>")));
}

void TeleportServiceCard::display(const TeleportSurvey &survey)
{
    const TeleportService &service = survey.service;
    const QString name = QStringLiteral("<b>%1</b>").arg(text::printable(service.name).toHtmlEscaped());
    QString html;
    if (!service.stack.serviceFile.empty()) {
        html
            = tr("%1 is there: %2")
                  .arg(name, placeLink(service.stack.serviceFile, 1, tr("open %1").arg(QString::fromStdString(service.stack.serviceFile))));
    } else if (!service.stack.otherFile.empty()) {
        html = tr("There is no service %1. libpam takes “other” in its place: %2")
                   .arg(name, placeLink(service.stack.otherFile, 1, tr("open %1").arg(QString::fromStdString(service.stack.otherFile))));
    } else {
        html = tr("There is no service %1, and no “other” in its place.").arg(name);
    }
    if (survey.isMisplaced() && !survey.moveTo.empty()) {
        html += QStringLiteral("<br>") + tr("This is what Teleport will ask once the section stands where it belongs.").toHtmlEscaped();
    } else if (!survey.config->enabled.on()) {
        html += QStringLiteral("<br>") + tr("Teleport does not ask it: PAM is off.").toHtmlEscaped();
    }
    m_file->setText(html);
    showFacility(m_account, pam::Facility::Account, service);
    m_auth->setVisible(survey.config->usePamAuth.on);
    if (survey.config->usePamAuth.on) {
        showFacility(m_auth, pam::Facility::Auth, service);
    }
    showFacility(m_session, pam::Facility::Session, service);
}

} // namespace pamphlet::ui
