// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/ruledialog.h"

#include "core/pam/syntax/control.h"
#include "ui/style/fonts.h"
#include "ui/text/text.h"
#include "ui/widgets/callout.h"
#include "ui/workspace/argumentstext.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace pamphlet::ui {

namespace {

const char *const controlWords[] = {"required",
                                    "requisite",
                                    "sufficient",
                                    "optional",
                                    "include",
                                    "substack",
                                    "[success=1 default=ignore]",
                                    "[success=ok new_authtok_reqd=ok ignore=ignore default=bad]"};

// What stands between the brackets, and how many characters stand before it.
std::pair<std::string, std::size_t> insideBrackets(const QString &control)
{
    if (control.size() >= 2 && control.startsWith(QLatin1Char('[')) && control.endsWith(QLatin1Char(']'))) {
        return {control.mid(1, control.size() - 2).toStdString(), 1};
    }
    return {control.toStdString(), 0};
}

QComboBox *editableCombo(const QString &name, const QString &accessibleName, QWidget *parent)
{
    auto *combo = new QComboBox(parent);
    combo->setObjectName(name);
    combo->setAccessibleName(accessibleName);
    combo->setEditable(true);
    combo->setInsertPolicy(QComboBox::NoInsert);
    combo->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    combo->setFont(fixedFont());
    combo->lineEdit()->setObjectName(name + QStringLiteral("LineEdit"));
    combo->completer()->setFilterMode(Qt::MatchContains);
    combo->completer()->setCompletionMode(QCompleter::PopupCompletion);
    return combo;
}

} // namespace

RuleDialog::RuleDialog(RuleContext context, const pam::RuleFields &fields, QWidget *parent)
    : QDialog(parent)
    , m_context(std::move(context))
{
    setObjectName(QStringLiteral("ruleDialog"));
    const QString place = QString::fromStdString(m_context.file);
    setWindowTitle(m_context.isNew ? tr("Add a rule to %1").arg(place) : tr("Edit a rule of %1").arg(place));
    build();
    fill(fields);
    updateTargets();
    validate();
    // Room for a complaint, so that nothing moves while one types. Without the constraint the layout would let the window
    // grow to the height that the notes had if they were as narrow as they can be.
    layout()->setSizeConstraint(QLayout::SetNoConstraint);
    setMinimumSize(480, 400);
    const int complaint = m_message->isHidden() ? fontMetrics().height() + 28 : 0;
    resize(620, layout()->heightForWidth(620) + complaint);
}

void RuleDialog::build()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(12);

    if (m_context.users > 1 || !m_context.owner.isEmpty()) {
        QStringList lines;
        const QString name = QString::fromStdString(m_context.file.substr(m_context.file.rfind('/') + 1));
        if (m_context.users > 1) {
            lines << tr("This changes <b>%1</b>, used by %2.")
                         .arg(name.toHtmlEscaped(), tr("%n service(s)", nullptr, int(m_context.users)).toHtmlEscaped());
        }
        if (!m_context.owner.isEmpty()) {
            lines << tr("The file is %1, which may overwrite this edit.").arg(m_context.owner.toHtmlEscaped());
        }
        auto *shared = new Callout(Tone::Warning, lines.join(QStringLiteral("<br>")), this);
        shared->setObjectName(QStringLiteral("sharedFileCallout"));
        layout->addWidget(shared);
    }

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(10);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);

    m_facility = new QComboBox(this);
    m_facility->setObjectName(QStringLiteral("facilityComboBox"));
    for (const pam::Facility facility : pam::allFacilities) {
        const std::string_view name = pam::facilityName(facility);
        m_facility->addItem(text::facilityTitle(facility), QString::fromUtf8(name.data(), qsizetype(name.size())));
    }
    if (m_context.profile.atInclude) {
        m_facility->addItem(tr("All of a file (@include)"), QStringLiteral("@include"));
    }
    form->addRow(tr("&Facility"), m_facility);

    m_control = editableCombo(QStringLiteral("controlComboBox"), tr("Control"), this);
    for (const char *word : controlWords) {
        m_control->addItem(QLatin1String(word));
    }
    form->addRow(tr("&Control"), m_control);

    m_target = editableCombo(QStringLiteral("moduleComboBox"), tr("Module"), this);
    m_targetLabel = new QLabel(tr("&Module"), this);
    m_targetLabel->setObjectName(QStringLiteral("moduleLabel"));
    m_targetLabel->setBuddy(m_target);
    form->addRow(m_targetLabel, m_target);

    m_arguments = new QLineEdit(this);
    m_arguments->setObjectName(QStringLiteral("argumentsLineEdit"));
    m_arguments->setFont(fixedFont());
    m_arguments->setPlaceholderText(tr("none"));
    form->addRow(tr("&Arguments"), m_arguments);

    m_silent = new QCheckBox(tr("Do not log when the module is &missing"), this);
    m_silent->setObjectName(QStringLiteral("silentCheckBox"));
    form->addRow(QString(), m_silent);
    layout->addLayout(form);

    layout->addWidget(sectionLabel(tr("As it will stand in the file"), QStringLiteral("previewHeadingLabel"), this));
    m_preview = new QPlainTextEdit(this);
    m_preview->setObjectName(QStringLiteral("previewTextEdit"));
    m_preview->setAccessibleName(tr("The line as it will stand in the file"));
    m_preview->setReadOnly(true);
    m_preview->setFont(fixedFont());
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_preview->setTabChangesFocus(true);
    m_preview->setFixedHeight(QFontMetrics(fixedFont()).height() * 2 + 26);
    layout->addWidget(m_preview);

    m_message = new Callout(Tone::Error, {}, this);
    m_message->setObjectName(QStringLiteral("validationCallout"));
    layout->addWidget(m_message);
    layout->addStretch(1);

    m_buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_buttons->setObjectName(QStringLiteral("ruleButtonBox"));
    m_buttons->button(QDialogButtonBox::Ok)->setObjectName(QStringLiteral("ruleOkButton"));
    m_buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("ruleCancelButton"));
    m_buttons->button(QDialogButtonBox::Ok)->setText(m_context.isNew ? tr("Add rule") : tr("Change rule"));
    m_buttons->button(QDialogButtonBox::Ok)->setDefault(true);
    layout->addWidget(m_buttons);

    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void RuleDialog::fill(const pam::RuleFields &fields)
{
    QString type = QString::fromStdString(fields.type);
    m_silent->setChecked(type.startsWith(QLatin1Char('-')));
    if (type.startsWith(QLatin1Char('-'))) {
        type.remove(0, 1);
    }
    int row = m_facility->findData(type, Qt::UserRole, Qt::MatchFixedString);
    if (row < 0) {
        // What stands there is no facility: it stays to be seen, and to be replaced.
        m_facility->addItem(tr("unknown: %1").arg(type), type);
        row = m_facility->count() - 1;
    }
    m_facility->setCurrentIndex(row);

    // A list is shown in the brackets that it needs.
    QString control = QString::fromStdString(fields.control);
    if (!control.isEmpty() && control.contains(QLatin1Char('=')) && !control.startsWith(QLatin1Char('['))) {
        control = QLatin1Char('[') + control + QLatin1Char(']');
    }
    m_control->setEditText(control);
    m_target->setEditText(QString::fromStdString(fields.target));
    m_arguments->setText(argumentsText(fields.arguments));

    connect(m_facility, &QComboBox::currentIndexChanged, this, &RuleDialog::validate);
    connect(m_silent, &QCheckBox::toggled, this, &RuleDialog::validate);
    connect(m_control, &QComboBox::editTextChanged, this, &RuleDialog::validate);
    connect(m_target, &QComboBox::editTextChanged, this, &RuleDialog::validate);
    connect(m_arguments, &QLineEdit::textChanged, this, &RuleDialog::validate);
}

bool RuleDialog::isAtInclude() const
{
    return m_facility->currentData().toString() == QLatin1String("@include");
}

bool RuleDialog::isInclude() const
{
    const QString control = m_control->currentText().trimmed();
    return isAtInclude() || control.compare(QLatin1String("include"), Qt::CaseInsensitive) == 0
        || control.compare(QLatin1String("substack"), Qt::CaseInsensitive) == 0;
}

pam::RuleFields RuleDialog::fields() const
{
    pam::RuleFields fields;
    fields.type = ((m_silent->isChecked() ? QStringLiteral("-") : QString()) + m_facility->currentData().toString()).toStdString();
    fields.control = isAtInclude() ? std::string() : insideBrackets(m_control->currentText().trimmed()).first;
    fields.target = m_target->currentText().trimmed().toStdString();
    if (auto arguments = argumentsFromText(m_arguments->text())) {
        fields.arguments = std::move(*arguments);
    }
    return fields;
}

void RuleDialog::updateTargets()
{
    const bool files = isInclude();
    if (files == m_targetsAreFiles && m_target->count() > 0) {
        return;
    }
    m_targetsAreFiles = files;
    const QSignalBlocker blocker(m_target);
    const QString text = m_target->currentText();
    m_target->clear();
    for (const std::string &name : files ? m_context.files : m_context.modules) {
        m_target->addItem(QString::fromStdString(name));
    }
    m_target->setEditText(text);
    m_targetLabel->setText(files ? tr("Fi&le") : tr("&Module"));
    m_target->setAccessibleName(files ? tr("File to include") : tr("Module"));
}

QString RuleDialog::controlComplaint() const
{
    if (isAtInclude()) {
        return {};
    }
    const QString shown = m_control->currentText().trimmed();
    if (shown.isEmpty()) {
        return tr("A rule needs a control, such as “required”.");
    }
    const auto [inner, before] = insideBrackets(shown);
    const pam::Control control = pam::parseControl(inner, m_context.profile);
    if (!control.errorOffset) {
        return {};
    }
    const int column = int(QString::fromStdString(inner.substr(0, *control.errorOffset)).size() + qsizetype(before)) + 1;
    return tr("Unknown control at column %1: libpam would take every result of this rule for a failure.").arg(column);
}

void RuleDialog::validate()
{
    updateTargets();
    m_control->setEnabled(!isAtInclude());
    m_silent->setEnabled(!isAtInclude());
    m_arguments->setEnabled(!isInclude());

    QString complaint = controlComplaint();
    QString warning;
    const pam::RuleFields rule = fields();
    if (complaint.isEmpty() && rule.target.empty()) {
        complaint = isInclude() ? tr("Name the file to include.") : tr("Name a module, such as “pam_unix.so”.");
    }
    if (complaint.isEmpty()) {
        if (const auto arguments = argumentsFromText(m_arguments->text()); !arguments) {
            complaint = tr("The bracket at column %1 of the arguments does not end.").arg(arguments.error().where.column);
        }
    }
    m_preview->clear();
    if (complaint.isEmpty()) {
        if (const auto lines = m_context.preview(rule)) {
            m_preview->setPlainText(QString::fromStdString(*lines));
        } else {
            complaint = text::errorMessage(lines.error());
        }
    }
    if (complaint.isEmpty() && !isInclude() && m_context.knowsModules && rule.target.find('/') == std::string::npos
        && !std::binary_search(m_context.modules.begin(), m_context.modules.end(), rule.target)) {
        warning = tr("%1 is not installed here. The rule would fail with “module unknown”.").arg(QString::fromStdString(rule.target));
    }
    if (complaint.isEmpty() && warning.isEmpty() && isInclude() && rule.target.find('/') == std::string::npos
        && std::find(m_context.files.begin(), m_context.files.end(), rule.target) == m_context.files.end()) {
        warning = tr("There is no file %1 to include.").arg(QString::fromStdString(rule.target));
    }
    m_message->setTone(complaint.isEmpty() ? Tone::Warning : Tone::Error);
    m_message->setText((complaint.isEmpty() ? warning : complaint).toHtmlEscaped());
    m_message->setVisible(!complaint.isEmpty() || !warning.isEmpty());
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(complaint.isEmpty());
}

} // namespace pamphlet::ui
