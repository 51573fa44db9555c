// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/teleport/teleportpamcard.h"

#include "core/teleport/check.h"
#include "ui/pages/teleport/teleportvariabledelegate.h"
#include "ui/pages/token/flatheader.h"
#include "ui/text/teleporttext.h"
#include "ui/text/text.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/card.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace pamphlet::ui {

namespace {

constexpr int maxRowsShown = 6;
const QString moveLink = QStringLiteral("move");

} // namespace

TeleportPamCard::TeleportPamCard(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("teleportPamCardArea"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *card = new Card(QStringLiteral("teleportPam"), tr("PAM in the file configuration"), this);
    layout->addWidget(card);
    m_misplaced = new Callout(Tone::Error, {}, card);
    m_misplaced->setObjectName(QStringLiteral("teleportMisplacedCallout"));
    card->content()->addWidget(m_misplaced);
    connect(m_misplaced, &Callout::linkActivated, this, [this] {
        teleport::Settings settings;
        settings.move = true;
        Q_EMIT settingsRequested(settings, tr("Move the SSH service of Teleport to where it is looked for"));
    });
    buildForm();
    buildEnvironment();
}

void TeleportPamCard::buildForm()
{
    auto *content = findChild<Card *>()->content();
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    m_enabled = new QCheckBox(tr("Teleport as&ks PAM (enabled)"), this);
    m_enabled->setObjectName(QStringLiteral("teleportEnabledCheckBox"));
    grid->addWidget(m_enabled, 0, 0, 1, 2);
    auto *caption = new QLabel(tr("Ser&vice name"), this);
    caption->setObjectName(QStringLiteral("teleportServiceCaption"));
    caption->setForegroundRole(QPalette::PlaceholderText);
    m_service = new QComboBox(this);
    m_service->setObjectName(QStringLiteral("teleportServiceComboBox"));
    m_service->setAccessibleName(tr("Service name"));
    m_service->setEditable(true);
    m_service->setInsertPolicy(QComboBox::NoInsert);
    m_service->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_service->setMinimumContentsLength(12);
    // A name is what was typed, also where it begins another one; and who scrolls the page changes nothing.
    m_service->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_service->completer()->setCaseSensitivity(Qt::CaseSensitive);
    m_service->installEventFilter(this);
    m_service->lineEdit()->setObjectName(QStringLiteral("teleportServiceLineEdit"));
    caption->setBuddy(m_service);
    grid->addWidget(caption, 1, 0);
    grid->addWidget(m_service, 1, 1);
    m_auth = new QCheckBox(tr("The aut&h rules are run, too (use_pam_auth)"), this);
    m_auth->setObjectName(QStringLiteral("teleportUsePamAuthCheckBox"));
    grid->addWidget(m_auth, 2, 0, 1, 2);
    content->addLayout(grid);

    // clicked() and activated(): what display() sets is no wish of anybody.
    connect(m_enabled, &QCheckBox::clicked, this, [this](bool on) {
        teleport::Settings settings;
        settings.enabled = on;
        Q_EMIT settingsRequested(settings, on ? tr("Switch PAM on in Teleport") : tr("Switch PAM off in Teleport"));
    });
    connect(m_auth, &QCheckBox::clicked, this, [this](bool on) {
        teleport::Settings settings;
        settings.usePamAuth = on;
        Q_EMIT settingsRequested(settings, on ? tr("Switch use_pam_auth on in Teleport") : tr("Switch use_pam_auth off in Teleport"));
    });
    connect(m_service, &QComboBox::activated, this, &TeleportPamCard::serviceEdited);
    connect(m_service->lineEdit(), &QLineEdit::editingFinished, this, &TeleportPamCard::serviceEdited);
}

bool TeleportPamCard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_service && event->type() == QEvent::Wheel) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void TeleportPamCard::buildEnvironment()
{
    auto *content = findChild<Card *>()->content();
    auto *caption = new QLabel(tr("Variables for the modules and their scri&pts (environment)"), this);
    caption->setObjectName(QStringLiteral("teleportEnvironmentCaption"));
    caption->setForegroundRole(QPalette::PlaceholderText);
    caption->setWordWrap(true);
    content->addWidget(caption);
    m_none = mutedLabel(tr("None, beside TELEPORT_USERNAME, TELEPORT_LOGIN and TELEPORT_ROLES, which Teleport always sets."),
                        QStringLiteral("teleportNoVariablesLabel"), this);
    content->addWidget(m_none);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("teleportEnvironmentTable"));
    m_table->setAccessibleName(tr("Variables for the modules"));
    m_table->setModel(&m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 12);
    auto *header = new FlatHeader(m_table);
    header->setObjectName(QStringLiteral("teleportEnvironmentHeader"));
    m_table->setHorizontalHeader(header);
    header->setSectionResizeMode(QHeaderView::Stretch);
    m_table->setItemDelegate(new TeleportVariableDelegate(m_table));
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    caption->setBuddy(m_table);
    content->addWidget(m_table);

    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("teleportVariableNameLineEdit"));
    m_name->setAccessibleName(tr("Name of a new variable"));
    m_name->setPlaceholderText(tr("Name"));
    m_value = new QLineEdit(this);
    m_value->setObjectName(QStringLiteral("teleportVariableValueLineEdit"));
    m_value->setAccessibleName(tr("Value or template of a new variable"));
    m_value->setToolTip(tr("Text, with one {{external.trait}} in it or none"));
    m_value->setPlaceholderText(tr("Value or template"));
    m_add = new QPushButton(tr("A&dd"), this);
    m_add->setObjectName(QStringLiteral("teleportAddVariableButton"));
    m_add->setAccessibleName(tr("Add the variable"));
    m_remove = new QPushButton(tr("Re&move"), this);
    m_remove->setObjectName(QStringLiteral("teleportRemoveVariableButton"));
    m_remove->setAccessibleName(tr("Remove the chosen variable"));
    row->addWidget(m_name, 2);
    row->addWidget(m_value, 3);
    row->addWidget(m_add);
    row->addWidget(m_remove);
    content->addLayout(row);

    auto *remove = new QAction(tr("Remove the variable"), m_table);
    remove->setObjectName(QStringLiteral("teleportRemoveVariableAction"));
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(remove);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(remove, &QAction::triggered, this, &TeleportPamCard::removeVariable);
    connect(m_remove, &QPushButton::clicked, this, &TeleportPamCard::removeVariable);
    connect(m_add, &QPushButton::clicked, this, &TeleportPamCard::addVariable);
    connect(m_name, &QLineEdit::returnPressed, m_value, qOverload<>(&QWidget::setFocus));
    connect(m_value, &QLineEdit::returnPressed, this, &TeleportPamCard::addVariable);
    connect(m_name, &QLineEdit::textChanged, this, &TeleportPamCard::updateButtons);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &TeleportPamCard::updateButtons);
    connect(&m_model, &TeleportEnvironmentModel::renameRequested, this, [this](const QString &name, const QString &to) {
        teleport::Settings settings;
        settings.renamedEnvironment = {{name.toStdString(), to.toStdString()}};
        Q_EMIT settingsRequested(settings, tr("Rename the variable %1 of Teleport").arg(name));
    });
    connect(&m_model, &TeleportEnvironmentModel::valueRequested, this, [this](const QString &name, const QString &value) {
        teleport::Settings settings;
        settings.environment = {{name.toStdString(), value.toStdString()}};
        Q_EMIT settingsRequested(settings, tr("Change the variable %1 of Teleport").arg(name));
    });
}

void TeleportPamCard::showMisplaced(const TeleportSurvey &survey, bool editable)
{
    const teleport::KeyFinding *misplaced = teleport::misplacedKey(*survey.config);
    m_misplaced->setVisible(misplaced);
    if (!misplaced) {
        return;
    }
    const auto finding = std::find_if(survey.findings.begin(), survey.findings.end(), [misplaced](const pam::Finding &each) {
        return each.id == "TEL003" && each.where == misplaced->where;
    });
    QStringList lines;
    if (finding != survey.findings.end()) {
        lines << text::findingMessage(*finding).toHtmlEscaped();
        for (const teleport::VersionEffect &effect : teleport::versionEffects(finding->id)) {
            lines << text::effectMessage(effect).toHtmlEscaped();
        }
    }
    if (survey.unmovable) {
        lines << text::errorMessage(*survey.unmovable).toHtmlEscaped();
    } else if (editable) {
        lines << QStringLiteral("<a href=\"%1\">%2</a>").arg(moveLink, tr("Move it to where Teleport looks for it").toHtmlEscaped());
    }
    m_misplaced->setText(lines.join(QStringLiteral("<br>")));
}

void TeleportPamCard::display(const TeleportSurvey &survey, bool editable)
{
    showMisplaced(survey, editable);
    // A section in the wrong place would be written a second time.
    m_editable = editable && !survey.isMisplaced();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_enabled, m_service, m_auth, m_name, m_value}) {
        widget->setEnabled(m_editable);
    }
    m_enabled->setChecked(survey.config->enabled.on());
    m_auth->setChecked(survey.config->usePamAuth.on);
    QStringList services;
    for (const std::string &service : survey.services) {
        services << QString::fromStdString(service);
    }
    m_serviceName = QString::fromStdString(survey.config->serviceName);
    QLineEdit *edit = m_service->lineEdit();
    if (!(edit->hasFocus() && edit->isModified())) { // somebody is typing
        QStringList offered;
        for (int row = 0; row < m_service->count(); ++row) {
            offered << m_service->itemText(row);
        }
        if (offered != services) {
            m_service->clear();
            m_service->addItems(services);
        }
        m_service->setCurrentIndex(m_service->findText(m_serviceName, Qt::MatchFixedString | Qt::MatchCaseSensitive));
        edit->setText(m_serviceName);
        edit->setModified(false);
    }
    const QModelIndex current = m_table->currentIndex();
    m_model.setVariables(survey.variables, m_editable);
    if (!m_table->currentIndex().isValid() && current.isValid() && m_model.rowCount() > 0) {
        m_table->setCurrentIndex(m_model.index(std::min(current.row(), m_model.rowCount() - 1), current.column()));
    }
    m_none->setVisible(m_model.rowCount() == 0);
    m_table->setVisible(m_model.rowCount() > 0);
    fitTable();
    updateButtons();
}

void TeleportPamCard::fitTable()
{
    const int rows = std::min(m_model.rowCount(), maxRowsShown);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + rows * m_table->verticalHeader()->defaultSectionSize()
                            + 2 * m_table->frameWidth());
}

void TeleportPamCard::updateButtons()
{
    m_add->setEnabled(m_editable && !m_name->text().trimmed().isEmpty());
    m_remove->setEnabled(m_editable && m_table->currentIndex().isValid());
    m_remove->setVisible(m_model.rowCount() > 0);
}

void TeleportPamCard::serviceEdited()
{
    const QString name = m_service->lineEdit()->text().trimmed();
    m_service->lineEdit()->setModified(false);
    if (name == m_serviceName) {
        return;
    }
    m_serviceName = name; // Return and the loss of focus are one wish
    teleport::Settings settings;
    settings.serviceName = name.toStdString();
    Q_EMIT settingsRequested(settings, tr("Have Teleport ask the PAM service %1").arg(name));
}

void TeleportPamCard::addVariable()
{
    const QString name = m_name->text().trimmed();
    if (!m_add->isEnabled()) {
        m_name->setFocus();
        return;
    }
    teleport::Settings settings;
    settings.environment = {{name.toStdString(), m_value->text().toStdString()}};
    Q_EMIT variableRequested(settings, tr("Add the variable %1 for Teleport").arg(name));
}

void TeleportPamCard::variableAdded()
{
    m_name->clear();
    m_value->clear();
    m_name->setFocus();
}

void TeleportPamCard::removeVariable()
{
    const QModelIndex current = m_table->currentIndex();
    if (!m_editable || !current.isValid()) {
        return;
    }
    const std::string &name = m_model.variables()[std::size_t(current.row())].name;
    teleport::Settings settings;
    settings.removedEnvironment = {name};
    Q_EMIT settingsRequested(settings, tr("Remove the variable %1 of Teleport").arg(QString::fromStdString(name)));
}

} // namespace pamphlet::ui
