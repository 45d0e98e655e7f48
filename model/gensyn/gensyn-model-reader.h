/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_MODEL_READER_H
#define GENSYN_MODEL_READER_H

#include "ns3/gensyn-model.h"
#include "ns3/json-document.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Reads and checks a GensynModel; GensynModel::Read() is the way to use it.
 */
class GensynModelReader
{
  public:
    /// @param json the model; problems are added to its document
    explicit GensynModelReader(const JsonValue& json);

    /// @return of no use when the document has problems afterwards; null where there is no telling
    /// what users do
    std::shared_ptr<const GensynModel> Read();

  private:
    void ReadModules();
    void ReadState(const JsonValue& json, GensynModel::State& state);
    void ReadStochastic(const JsonValue& json, GensynModel::State& state);
    void ReadCommunication(const JsonValue& json, GensynModel::State& state);
    std::vector<GensynModel::Target> ReadTargets(const JsonValue& json, bool mayHaveConditions);
    void ReadConditions(const JsonValue& json, GensynModel::Target& target);
    void ReadCondition(
        const JsonValue& json,
        const std::vector<std::pair<std::string, GensynModel::Condition::Kind>>& kinds,
        GensynModel::Target& target);
    void ReadStart();
    /// @return the place of a state; a problem when there is none of the name
    std::optional<uint32_t> FindState(const JsonValue& json, const std::string& name);
    void Refuse(const JsonValue& json, const std::string& what, const std::string& expected);
    GensynModule ReadModule(const std::string& name, const JsonValue& json);
    void ReadPages(const JsonValue& json, GensynModule& module);
    void ReadPageFile(const JsonValue& json, GensynModule& module);
    void ReadDatagrams(const JsonValue& json, GensynModule& module);
    void ReadTraces(const JsonValue& json, GensynModule& module);
    GensynModule::Trace ReadTraceFile(const JsonValue& json, uint32_t packet);
    /// A distribution that is not 0 throughout.
    std::shared_ptr<const Distribution> ReadPositive(const JsonValue& json,
                                                     Distribution::Quantity quantity);

    JsonValue m_json;
    std::shared_ptr<GensynModel> m_model;
    std::vector<std::string> m_stateNames;
    std::vector<std::string> m_moduleNames;
    bool m_isSound{true};
};

} // namespace ns3

#endif // GENSYN_MODEL_READER_H
