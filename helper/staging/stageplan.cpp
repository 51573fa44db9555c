// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/staging/stageplan.h"

#include "core/pam/stack/effectivestack.h"
#include "helper/staging/stagecheck.h"
#include "helper/staging/stagetext.h"

#include <map>
#include <optional>
#include <set>
#include <utility>

namespace pamphlet::helper {

namespace {

constexpr std::string_view other = "other";
constexpr std::size_t maxLinkName = 200; // NAME_MAX is 255

class Planner
{
public:
    Planner(const StageRequest &request, std::string directory)
        : m_request(request)
        , m_directory(std::move(directory))
        , m_source(pam::effectiveStack(request.configuration, request.profile, request.service))
    {
        for (const auto &[file, document] : m_source.documents)
            m_plan.sources.push_back(file);
        for (const pam::Frame &frame : m_source.frames) {
            if (frame.parent >= 0 && m_source.documents.contains(frame.file))
                m_targets.emplace(Directive{frame.directiveFile, frame.directiveLine, frame.target}, frame.file);
        }
    }

    Result<StagePlan> plan()
    {
        if (m_source.start == pam::StartOutcome::Undefined)
            return fail(ErrorCode::Unsupported, "what libpam does with this configuration is undefined", firstPlace());
        const std::string conf = std::string(stageConfName) + "/";
        if (isPamConf()) {
            // Both, even if empty: a pam.conf without a line for a service is a service without rules, not an error.
            stage(m_source.serviceFile, conf + m_source.service, m_source.service);
            if (m_source.service != other)
                stage(m_source.serviceFile, conf + std::string(other), other);
        } else {
            if (!m_source.serviceFile.empty())
                stage(m_source.serviceFile, conf + m_source.service);
            if (!m_source.otherFile.empty())
                stage(m_source.otherFile, conf + std::string(other));
        }
        // Staging an include may ask for more of them.
        while (!m_pending.empty()) {
            const auto [file, name] = m_pending.back();
            m_pending.pop_back();
            stage(file, name);
        }
        if (m_failure)
            return fail(*m_failure);
        if (const auto same = checkStage(m_source, m_plan, m_replaced, m_request.profile, m_directory); !same)
            return fail(same.error());
        return std::move(m_plan);
    }

private:
    struct Directive {
        std::string file;
        std::size_t line;
        std::string target;
        auto operator<=>(const Directive &) const = default;
    };

    bool isPamConf() const
    {
        const auto found = m_source.documents.find(m_source.serviceFile);
        return found != m_source.documents.end() && found->second.syntax() == pam::Syntax::PamConf;
    }

    Place firstPlace() const { return m_source.problems.empty() ? Place{} : m_source.problems.front().where; }

    void stage(const std::string &file, const std::string &name, std::string_view service = {})
    {
        const auto found = m_source.documents.find(file);
        if (found == m_source.documents.end())
            return; // never read: reading stopped before
        StagedText text(found->second, service);
        const std::vector<pam::Node> &nodes = found->second.nodes();
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (nodes[i].kind == pam::NodeKind::Rule && text.keeps(nodes[i]) && !stageRule(text, file, i, nodes[i]) && !m_failure)
                m_failure = Error{ErrorCode::Unsupported, "this line cannot be staged", {file, nodes[i].ruleLine, 0}};
        }
        m_plan.files[name] = text.take();
    }

    bool stageRule(StagedText &text, const std::string &file, std::size_t index, const pam::Node &node)
    {
        const pam::Rule &rule = node.rule;
        if (!rule.target || hasBadModuleName(rule.target->text))
            return true; // never called, never opened: an error that stays as it is
        switch (rule.kind) {
        case pam::RuleKind::Include:
        case pam::RuleKind::Substack:
        case pam::RuleKind::AtInclude:
            return text.replaceInclude(index, copyOf(file, node));
        case pam::RuleKind::Module:
            return !rule.facility || stageModule(text, file, index, node);
        case pam::RuleKind::MustFail:
            break;
        }
        return true;
    }

    /// The staged copy of what an include line names.
    std::string copyOf(const std::string &file, const pam::Node &node)
    {
        const auto target = m_targets.find({file, node.ruleLine, node.rule.target->text});
        if (target == m_targets.end()) // not there, or a line that is never looked at
            return m_directory + "/missing";
        const auto known = m_copies.find(target->second);
        if (known != m_copies.end())
            return m_directory + "/" + known->second;
        const std::string name = "i/" + std::to_string(m_copies.size());
        m_copies.emplace(target->second, name);
        m_pending.emplace_back(target->second, name);
        return m_directory + "/" + name;
    }

    bool stageModule(StagedText &text, const std::string &file, std::size_t index, const pam::Node &node)
    {
        // A file that is both a service's and an include's target is staged twice; its rules keep their numbers.
        if (const auto known = m_replaced.find({file, index}); known != m_replaced.end())
            return text.replaceModule(index, known->second);
        const std::string &module = node.rule.target->text;
        const std::vector<std::string> paths = modulePaths(module);
        const StagedRule rule{file, node.ruleLine, module};
        if (m_request.trace) {
            const std::string basename = module.substr(module.rfind('/') + 1);
            const std::string link = "m/" + (basename.size() <= maxLinkName ? basename : "overlong");
            std::vector<std::string> words{m_directory + "/" + link, std::to_string(m_plan.rules.size()), std::to_string(paths.size())};
            words.insert(words.end(), paths.begin(), paths.end());
            if (text.replaceModule(index, words)) {
                m_plan.rules.push_back(rule);
                m_links.insert(link);
                m_plan.links.assign(m_links.begin(), m_links.end());
                m_replaced[{file, index}] = std::move(words);
                return true;
            }
            m_plan.untraced.push_back({rule, "its line is too long for this libpam, or its module's name cannot be written there"});
        }
        if (!m_request.moduleRoot)
            return true;
        if (hasBadModuleName(paths.front())) // unlike the module's own
            return false;
        m_replaced[{file, index}] = {paths.front()};
        return text.replaceModule(index, {paths.front()});
    }

    /// The files to try for a module, as paths of this machine; never empty.
    std::vector<std::string> modulePaths(const std::string &module)
    {
        std::vector<std::string> paths;
        for (const ModuleFile &file : moduleFiles(m_request.modules, m_request.profile, module)) {
            if (!m_request.moduleRoot) {
                paths.push_back(file.path);
                continue;
            }
            // What is missing inside the root may be there on the machine, at the end of a link, or soon; nothing ever is in here.
            const std::string path = file.found ? pathOnMachine(*m_request.moduleRoot, file.path) : std::string();
            paths.push_back(path.empty() ? m_directory + "/missing/" + module.substr(module.rfind('/') + 1) : path);
            if (!path.empty())
                m_plan.modules.push_back(file.path);
        }
        return paths;
    }

    const StageRequest &m_request;
    std::string m_directory;
    pam::EffectiveStack m_source;
    std::map<Directive, std::string> m_targets;
    std::map<std::string, std::string> m_copies; ///< file, staged name
    std::vector<std::pair<std::string, std::string>> m_pending;
    std::set<std::string> m_links;
    ReplacedModules m_replaced;
    StagePlan m_plan;
    std::optional<Error> m_failure;
};

} // namespace

Result<StagePlan> planStage(const StageRequest &request, const std::string &directory)
{
    return Planner(request, directory).plan();
}

} // namespace pamphlet::helper
