/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-stream-report.h"

namespace ns3
{

std::string
TgenStreamReport::GetErrorCode() const
{
    if (error == TgenStreamError::NONE)
    {
        return "";
    }
    std::string code = ToString(error);
    if (error == TgenStreamError::PROXY)
    {
        code += '-';
        code += ToString(transportError);
        if (transportError == TgenTransportError::STALLOUT ||
            transportError == TgenTransportError::TIMEOUT)
        {
            code += '-';
            code += ToString(transportState);
        }
    }
    return code;
}

} // namespace ns3
