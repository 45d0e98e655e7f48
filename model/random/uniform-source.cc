/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/uniform-source.h"

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
}

double
StreamUniformSource::NextUniform()
{
    return m_variable->GetValue(0, 1);
}

} // namespace ns3
