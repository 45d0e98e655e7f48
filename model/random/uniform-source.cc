/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/uniform-source.h"

#include "ns3/rng-seed-manager.h"

namespace ns3
{

UniformSource::~UniformSource() = default;

StreamUniformSource::StreamUniformSource()
    : m_variable(CreateObject<UniformRandomVariable>())
{
}

void
StreamUniformSource::SetStream(int64_t stream)
{
    m_variable->SetStream(stream);
    m_stream.reset();
    if (stream >= 0)
    {
        constexpr uint64_t FIXED = uint64_t{1} << 63; // as RandomVariableStream::SetStream
        m_stream.emplace(RngSeedManager::GetSeed(),
                         FIXED + static_cast<uint64_t>(stream),
                         RngSeedManager::GetRun());
    }
}

double
StreamUniformSource::NextUniform()
{
    return m_stream ? m_stream->RandU01() : m_variable->GetValue(0, 1);
}

} // namespace ns3
