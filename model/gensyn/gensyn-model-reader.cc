/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-model-reader.h"

#include "ns3/gensyn-time.h"
#include "ns3/input-error.h"
#include "ns3/nearest-name.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>

namespace ns3
{

namespace
{

using Condition = GensynModel::Condition;
using Quantity = Distribution::Quantity;

constexpr std::size_t MOST_STATES = 1000; // an equilibrium takes time with the third power of it
constexpr double INFINITE = std::numeric_limits<double>::infinity();
/// By how much the probabilities of a state may miss 1: they are written in decimals.
constexpr double SUM_TOLERANCE = 1e-6;
constexpr uint32_t LARGEST_PACKET = 65507; // of UDP over IPv4
constexpr double LARGEST_FRAME = 1e9;      // bits
constexpr double SHORTEST = 0.999e-9;      // seconds: 1 ns, on average, as it may be rounded

std::size_t
PlaceOf(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) - names.begin();
}

/// Seconds: a string such as "1800s", or a number.
double
ReadSeconds(const JsonValue& json)
{
    return json.IsString() ? json.AsTime(Seconds(1)).GetSeconds() : json.AsNumber(0, INFINITE, 1);
}

/// Whether a mean is less than ns-3's clock tells.
bool
IsTooShort(double seconds)
{
    return !(seconds >= SHORTEST);
}

/// The mean of an exponential distribution, or any distribution as an object.
std::shared_ptr<const Distribution>
ReadExponentialUnlessObject(const JsonValue& json)
{
    if (json.IsObject())
    {
        return Distribution::Read(json, Quantity::SECONDS);
    }
    const double mean = ReadSeconds(json);
    return mean > 0 ? MakeExponential(mean) : MakeConstant(0);
}

/**
 * The numbers of a text file, line by line. What follows a `#` does not count.
 * @param largest number
 * @param read takes the numbers of a line that has some
 * @return whether that is all of the file, and there are no problems
 */
template <typename Reader>
bool
ReadNumbers(const JsonValue& json, const std::string& expected, double largest, Reader read)
{
    const auto path = json.AsPath();
    if (path.empty())
    {
        return false;
    }
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
    {
        json.Refuse(json.Quote() + " is a directory", "expected " + expected);
        return false;
    }
    std::ifstream file(path);
    if (!file)
    {
        json.Refuse("there is no file " + json.Quote(), "expected " + expected);
        return false;
    }
    InputProblems problems(path);
    bool isEmpty = true;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number)
    {
        line.erase(std::min(line.find('#'), line.size()));
        std::replace(line.begin(), line.end(), ',', ' ');
        std::istringstream words(line);
        std::vector<double> numbers;
        for (std::string word; words >> word;)
        {
            char* end = nullptr;
            numbers.push_back(std::strtod(word.c_str(), &end));
            if (*end != '\0' || !(numbers.back() >= 0))
            {
                problems.Add(number, QuoteInput(word) + " is no number", expected);
                numbers.back() = 1;
            }
            else if (numbers.back() > largest)
            {
                std::ostringstream most;
                most << largest;
                problems.Add(number, word + " is too large", "at most " + most.str());
                numbers.back() = 1;
            }
        }
        if (!numbers.empty())
        {
            isEmpty = false;
            read(numbers);
        }
    }
    if (isEmpty)
    {
        problems.Add(0, "there is nothing in this file", expected);
    }
    try
    {
        problems.ThrowIfAny();
    }
    catch (const InputError& error)
    {
        json.Add(error);
        return false;
    }
    return true;
}

uint32_t
CountDatagrams(double bits, uint32_t packet)
{
    return static_cast<uint32_t>(std::ceil(bits / 8 / packet));
}

bool
IsEmpty(const GensynModule::Trace& trace)
{
    return std::all_of(trace.begin(), trace.end(), [](uint32_t frame) { return frame == 0; });
}

/// @return whether an object has no other keys
bool
HasOnly(const JsonValue& json, const std::vector<std::string>& keys)
{
    const auto members = json.GetMembers();
    return std::all_of(members.begin(), members.end(), [&keys](const auto& member) {
        return std::find(keys.begin(), keys.end(), member.first) != keys.end();
    });
}

} // namespace

GensynModelReader::GensynModelReader(const JsonValue& json)
    : m_json(json),
      m_model(new GensynModel)
{
}

void
GensynModelReader::Refuse(const JsonValue& json,
                          const std::string& what,
                          const std::string& expected)
{
    m_isSound = false;
    json.Refuse(what, expected);
}

std::shared_ptr<const GensynModel>
GensynModelReader::Read()
{
    m_json.AllowKeys({"name", "description", "start", "states", "modules"});
    m_json.Optional("description").AsString();
    m_model->m_name = m_json.Required("name").AsString("user");
    ReadModules();

    const auto states = m_json.Required("states");
    const auto members =
        states ? states.GetMembers() : std::vector<std::pair<std::string, JsonValue>>();
    for (const auto& [name, json] : members)
    {
        m_stateNames.push_back(name);
        if (name.find_first_of(",\"\r\n") != std::string::npos)
        {
            Refuse(json, QuoteInput(name) + " cannot head a column", "expected a plain name");
        }
    }
    if (members.empty() && states)
    {
        Refuse(states, "there are no states", "expected at least one");
    }
    if (members.size() > MOST_STATES)
    {
        Refuse(states,
               "there are " + std::to_string(members.size()) + " states",
               "expected at most " + std::to_string(MOST_STATES));
        return nullptr;
    }
    m_isSound = m_isSound && !members.empty();
    for (const auto& [name, json] : members)
    {
        auto& state = m_model->m_states.emplace_back();
        state.name = name;
        ReadState(json, state);
    }
    ReadStart();
    return m_isSound ? m_model : nullptr;
}

void
GensynModelReader::ReadStart()
{
    const auto start = m_json.Required("start");
    const auto name = start.AsString();
    if (name != "stationary" || PlaceOf(m_stateNames, name) < m_stateNames.size())
    {
        m_model->m_start = name.empty() ? 0 : FindState(start, name).value_or(0);
        return;
    }
    if (m_isSound)
    {
        try
        {
            m_model->GetEquilibrium();
        }
        catch (const ValueError& error)
        {
            Refuse(start, error.what(), error.GetExpected());
        }
    }
}

// States ------------------------------------------------------------------------------------------

std::optional<uint32_t>
GensynModelReader::FindState(const JsonValue& json, const std::string& name)
{
    const auto place = PlaceOf(m_stateNames, name);
    if (place < m_stateNames.size())
    {
        return static_cast<uint32_t>(place);
    }
    if (!m_stateNames.empty())
    {
        Refuse(json,
               "there is no state " + QuoteInput(name) + SuggestName(name, m_stateNames),
               "expected one of: " + JoinNames(m_stateNames));
    }
    return std::nullopt;
}

void
GensynModelReader::ReadState(const JsonValue& json, GensynModel::State& state)
{
    if (json.Optional("module"))
    {
        ReadCommunication(json, state);
    }
    else
    {
        ReadStochastic(json, state);
    }
    const auto self = static_cast<uint32_t>(PlaceOf(m_stateNames, state.name));
    const auto to = json.Required("to");
    const bool isLeft = std::any_of(state.to.begin(), state.to.end(), [&](const auto& target) {
        return target.state != self && target.probability > 0;
    });
    const bool isEmpty = to.IsObject() && to.GetMembers().empty();
    if (!to || isEmpty || (to.IsObject() && m_isSound && !isLeft))
    {
        m_isSound = false;
        if (to)
        {
            to.Refuse("there is no way out of state " + QuoteInput(state.name),
                      "expected a target other than itself");
        }
    }
}

void
GensynModelReader::ReadStochastic(const JsonValue& json, GensynModel::State& state)
{
    const std::vector<std::string> keys{"mean", "phases", "to"};
    json.AllowKeys(keys);
    const auto mean = json.Optional("mean");
    const auto phases = json.Optional("phases");
    double sum = 0;
    const auto add = [&](double weight, const JsonValue& value) {
        const double seconds = ReadSeconds(value);
        if (IsTooShort(seconds))
        {
            Refuse(value, "a user would spend no time here", "expected a mean of at least 1ns");
        }
        sum += weight;
        state.phases.push_back({weight, IsTooShort(seconds) ? 1 : seconds});
    };
    if (phases)
    {
        for (const auto& phase : phases.GetItems())
        {
            phase.AllowKeys({"weight", "mean"});
            const auto weight = phase.Required("weight");
            const double number = weight.AsNumber(0, INFINITE, 1);
            if (!(number > 0))
            {
                Refuse(weight, "nobody would be in this phase", "expected a weight above 0");
            }
            const auto phaseMean = phase.Required("mean");
            add(number > 0 ? number : 1, phaseMean);
        }
        if (phases.IsList() && state.phases.empty())
        {
            Refuse(phases, "there are no phases", "expected at least one");
        }
        if (mean)
        {
            Refuse(mean, "this does not go with \"phases\"", "expected one of the two");
        }
    }
    else if (mean)
    {
        add(1, mean);
    }
    else if (json.IsObject() && HasOnly(json, keys)) // else a wrong key may be the missing one
    {
        Refuse(json,
               "it is not said how long users stay in state " + QuoteInput(state.name),
               "expected \"mean\" or \"phases\", or the \"module\" of a communication state");
    }
    if (state.phases.empty())
    {
        m_isSound = false;
        state.phases.push_back({1, 1});
        sum = 1;
    }
    if (!std::isfinite(sum))
    {
        Refuse(phases, "the weights are too large", "expected a sum below 10^308");
    }
    for (auto& phase : state.phases)
    {
        phase.weight /= sum;
    }
    const auto to = json.Optional("to");
    state.to = to ? ReadTargets(to, true) : std::vector<GensynModel::Target>();
}

void
GensynModelReader::ReadCommunication(const JsonValue& json, GensynModel::State& state)
{
    json.AllowKeys({"module", "impatience", "to", "abandoned"});
    const auto module = json.Required("module");
    const auto name = module.AsString();
    const auto place = PlaceOf(m_moduleNames, name);
    if (!name.empty() && place == m_moduleNames.size())
    {
        Refuse(module,
               "there is no module " + QuoteInput(name) + SuggestName(name, m_moduleNames),
               m_moduleNames.empty() ? "expected one of \"modules\""
                                     : "expected one of: " + JoinNames(m_moduleNames));
    }
    m_isSound = m_isSound && place < m_moduleNames.size();
    state.module = static_cast<uint32_t>(place);
    if (const auto impatience = json.Optional("impatience"))
    {
        const auto patience = ReadPositive(impatience, Quantity::SECONDS);
        if (patience->IsMemoryless())
        {
            state.impatienceRate = 1 / patience->GetMean();
        }
        else
        {
            state.impatience = patience;
        }
    }
    const auto to = json.Optional("to");
    state.to = to ? ReadTargets(to, false) : std::vector<GensynModel::Target>();
    const auto abandoned = json.Optional("abandoned");
    state.abandoned = abandoned ? ReadTargets(abandoned, false) : state.to;
    if (abandoned.IsObject() && abandoned.GetMembers().empty())
    {
        Refuse(abandoned,
               "those who give up have nowhere to go",
               "expected a target, or no \"abandoned\": they go as \"to\" says then");
    }
    // Where there are none, that has been said.
    m_isSound = m_isSound && !state.to.empty() && !state.abandoned.empty();
}

std::vector<GensynModel::Target>
GensynModelReader::ReadTargets(const JsonValue& json, bool mayHaveConditions)
{
    std::vector<GensynModel::Target> targets;
    double sum = 0;
    bool isSummable = true;
    const auto read = [&](const JsonValue& value) {
        const double probability = value.AsNumber(0, 1, -1);
        isSummable = isSummable && probability >= 0;
        return std::max(0.0, probability);
    };
    for (const auto& [name, value] : json.GetMembers())
    {
        const auto state = FindState(value, name);
        GensynModel::Target target{state.value_or(0), 1, {}};
        if (value.IsObject())
        {
            value.AllowKeys({"probability", "when", "scale"});
            target.probability = read(value.Required("probability"));
            ReadConditions(value, target);
            if (!mayHaveConditions && !target.conditions.empty())
            {
                Refuse(value,
                       "users leave a communication state when their communication is over, "
                       "whatever the conditions",
                       "expected a probability");
            }
        }
        else
        {
            target.probability = read(value);
        }
        sum += target.probability;
        if (target.probability > 0)
        {
            targets.push_back(std::move(target));
        }
    }
    m_isSound = m_isSound && isSummable;
    if (isSummable && json.IsObject() && !json.GetMembers().empty() &&
        !(std::abs(sum - 1) <= SUM_TOLERANCE))
    {
        std::ostringstream text;
        text << "the probabilities sum up to " << sum;
        Refuse(json, text.str(), "expected 1");
    }
    for (auto& target : targets)
    {
        target.probability /= sum;
    }
    return targets;
}

void
GensynModelReader::ReadConditions(const JsonValue& json, GensynModel::Target& target)
{
    if (const auto when = json.Optional("when"))
    {
        ReadCondition(when,
                      {{"below", Condition::BELOW}, {"atLeast", Condition::AT_LEAST}},
                      target);
    }
    if (const auto scale = json.Optional("scale"))
    {
        ReadCondition(scale, {{"per", Condition::PER}, {"until", Condition::UNTIL}}, target);
    }
}

void
GensynModelReader::ReadCondition(const JsonValue& json,
                                 const std::vector<std::pair<std::string, Condition::Kind>>& kinds,
                                 GensynModel::Target& target)
{
    std::vector<std::string> keys{"state"};
    for (const auto& kind : kinds)
    {
        keys.push_back(kind.first);
    }
    json.AllowKeys(keys);
    const auto state = json.Required("state");
    const auto name = state.AsString();
    const auto found = name.empty() ? std::nullopt : FindState(state, name);
    std::size_t count = 0;
    for (const auto& [key, kind] : kinds)
    {
        if (const auto value = json.Optional(key))
        {
            const double number = value.AsNumber(0, 1e15, 1);
            if (number == 0 && (kind == Condition::PER || kind == Condition::UNTIL))
            {
                Refuse(value, "a rate cannot be scaled by 0", "expected a number above 0");
            }
            target.conditions.push_back({found.value_or(0), kind, number});
            ++count;
        }
    }
    if (count == 0 && json.IsObject())
    {
        Refuse(json,
               "it is not said what number of users decides",
               "expected \"" + keys[1] + "\" or \"" + keys[2] + "\"");
    }
}

// Modules -----------------------------------------------------------------------------------------

std::shared_ptr<const Distribution>
GensynModelReader::ReadPositive(const JsonValue& json, Quantity quantity)
{
    auto distribution = Distribution::Read(json, quantity);
    if (json && !(distribution->GetMean() > 0))
    {
        Refuse(json, "this is always 0", "expected more than 0");
    }
    else if (json && quantity == Quantity::SECONDS && IsTooShort(distribution->GetMean()))
    {
        Refuse(json, "this is no time", "expected at least 1ns on average");
    }
    return distribution;
}

void
GensynModelReader::ReadModules()
{
    const auto modules = m_json.Optional("modules");
    if (!modules)
    {
        return;
    }
    for (const auto& [name, json] : modules.GetMembers())
    {
        m_moduleNames.push_back(name);
        m_model->m_modules.push_back(ReadModule(name, json));
    }
}

GensynModule
GensynModelReader::ReadModule(const std::string& name, const JsonValue& json)
{
    static const std::vector<std::string> types{"ftp", "web", "cbr", "voip", "mpeg"};
    GensynModule module;
    module.name = name;
    const auto type = json.Optional("type");
    const auto word = type ? type.AsChoice(types) : name;
    const auto place = PlaceOf(types, word);
    if (place == types.size())
    {
        if (!type && json.IsObject())
        {
            Refuse(json,
                   "there is no type of module " + QuoteInput(name) + SuggestName(name, types),
                   "expected one of: " + JoinNames(types) + ", or a \"type\"");
        }
        m_isSound = false;
        return module;
    }
    module.type = static_cast<GensynModule::Type>(place);
    switch (module.type)
    {
    case GensynModule::FTP:
        json.AllowKeys({"type", "sizes"});
        module.sizes = ReadPositive(json.Required("sizes"), Quantity::BYTES);
        break;
    case GensynModule::WEB:
        json.AllowKeys({"type", "pages", "parallel", "growth"});
        module.parallel = static_cast<uint32_t>(json.Optional("parallel").AsInteger(1, 65535, 0));
        ReadPages(json, module);
        break;
    case GensynModule::CBR:
        json.AllowKeys({"type", "packet", "interval", "duration"});
        ReadDatagrams(json, module);
        break;
    case GensynModule::VOIP:
        json.AllowKeys({"type", "packet", "interval", "duration", "talk", "silence"});
        ReadDatagrams(json, module);
        break;
    case GensynModule::MPEG:
        json.AllowKeys({"type", "trace", "packet", "period", "duration"});
        ReadDatagrams(json, module);
        ReadTraces(json, module);
        break;
    }
    return module;
}

void
GensynModelReader::ReadPages(const JsonValue& json, GensynModule& module)
{
    constexpr int64_t MOST_PAGES = 1'000'000;
    constexpr int64_t DEFAULT_LIMIT = 10'000;
    const auto pages = json.Required("pages");
    if (pages.IsString())
    {
        ReadPageFile(pages, module);
    }
    else if (pages)
    {
        pages.AllowKeys({"source", "objects", "size", "count"});
        module.sourceSize = ReadPositive(pages.Required("source"), Quantity::BYTES);
        module.objectCount = Distribution::Read(pages.Required("objects"), Quantity::NUMBER);
        module.objectSize = ReadPositive(pages.Required("size"), Quantity::BYTES);
        module.pageCount =
            static_cast<uint32_t>(pages.Optional("count").AsInteger(1, MOST_PAGES, 0));
    }
    if (const auto growth = json.Optional("growth"))
    {
        growth.AllowKeys({"links", "share", "limit"});
        module.pageLinks = Distribution::Read(growth.Required("links"), Quantity::NUMBER);
        module.linkShare = growth.Optional("share").AsNumber(0, 1, 1);
        module.pageLimit =
            static_cast<uint32_t>(growth.Optional("limit").AsInteger(1, MOST_PAGES, DEFAULT_LIMIT));
        if (pages && !pages.IsString() && module.pageCount == 0)
        {
            Refuse(growth,
                   "there is no list of pages that could grow",
                   "expected \"pages\" to be a file or to have a \"count\"");
        }
    }
}

void
GensynModelReader::ReadPageFile(const JsonValue& json, GensynModule& module)
{
    constexpr double LARGEST_FILE = 1e15;
    ReadNumbers(json,
                "a list of pages: in a line, the bytes of a source and of each object",
                LARGEST_FILE,
                [&](const std::vector<double>& numbers) {
                    GensynModule::Page page{static_cast<uint64_t>(numbers.front()), {}};
                    for (std::size_t i = 1; i < numbers.size(); ++i)
                    {
                        page.objects.push_back(static_cast<uint64_t>(numbers[i]));
                    }
                    module.pages.push_back(std::move(page));
                });
    if (module.pages.empty())
    {
        // Said already.
        module.pages.push_back({1, {}});
    }
}

void
GensynModelReader::ReadDatagrams(const JsonValue& json, GensynModule& module)
{
    constexpr double DEFAULT_PERIOD = 0.04;
    const bool isMpeg = module.type == GensynModule::MPEG;
    const auto packet = isMpeg ? json.Optional("packet") : json.Required("packet");
    const auto bytes = packet.AsBytes(1024);
    if (bytes < GensynModule::SMALLEST_PACKET || bytes > LARGEST_PACKET)
    {
        Refuse(packet,
               std::to_string(bytes) + " bytes are no size of a datagram here",
               "expected " + std::to_string(GensynModule::SMALLEST_PACKET) +
                   " (a sequence number and a time) to " + std::to_string(LARGEST_PACKET));
    }
    module.packet = static_cast<uint32_t>(
        std::clamp<uint64_t>(bytes, GensynModule::SMALLEST_PACKET, LARGEST_PACKET));
    const auto interval = isMpeg ? json.Optional("period") : json.Required("interval");
    const double seconds = interval ? ReadSeconds(interval) : DEFAULT_PERIOD;
    if (IsTooShort(seconds))
    {
        Refuse(interval, "there is no time between datagrams", "expected at least 1ns");
    }
    module.interval = ToGensynTime(seconds);
    const auto duration = json.Required("duration");
    module.duration = ReadPositive(duration, Quantity::SECONDS);

    const auto talk = json.Optional("talk");
    const auto silence = json.Optional("silence");
    if (talk && silence)
    {
        module.talk = ReadExponentialUnlessObject(talk);
        module.silence = ReadExponentialUnlessObject(silence);
        if (IsTooShort(module.talk->GetMean()))
        {
            Refuse(talk, "nobody would talk", "expected at least 1ns on average");
        }
    }
    else if (talk || silence)
    {
        Refuse(talk ? talk : silence,
               "talk and silence go together",
               "expected both \"talk\" and \"silence\", or neither");
    }
}

void
GensynModelReader::ReadTraces(const JsonValue& json, GensynModule& module)
{
    const auto trace = json.Required("trace");
    if (!trace.IsList())
    {
        if (trace)
        {
            module.traces.push_back(ReadTraceFile(trace, module.packet));
        }
        return;
    }
    const auto items = trace.GetItems();
    const bool isFiles = !items.empty() && items.front().IsString();
    GensynModule::Trace frames;
    for (const auto& item : items)
    {
        if (isFiles)
        {
            module.traces.push_back(ReadTraceFile(item, module.packet));
        }
        else
        {
            frames.push_back(CountDatagrams(item.AsNumber(0, LARGEST_FRAME, 1), module.packet));
        }
    }
    if (!isFiles)
    {
        if (frames.empty())
        {
            Refuse(trace, "there are no frames", "expected the bits of each");
            frames.push_back(1);
        }
        else if (IsEmpty(frames))
        {
            Refuse(trace, "all frames are empty", "expected one that is not");
        }
        module.traces.push_back(std::move(frames));
    }
}

GensynModule::Trace
GensynModelReader::ReadTraceFile(const JsonValue& json, uint32_t packet)
{
    GensynModule::Trace frames;
    const std::string expected = "a trace: the bits of each frame";
    const auto add = [&](const std::vector<double>& numbers) {
        for (const double bits : numbers)
        {
            frames.push_back(CountDatagrams(bits, packet));
        }
    };
    const bool isGood = ReadNumbers(json, expected, LARGEST_FRAME, add);
    if (isGood && IsEmpty(frames))
    {
        Refuse(json, "all frames of " + json.Quote() + " are empty", "expected one that is not");
    }
    if (frames.empty())
    {
        frames.push_back(1);
    }
    return frames;
}

} // namespace ns3
