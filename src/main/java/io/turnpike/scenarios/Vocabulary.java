package io.turnpike.scenarios;

import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.mediation.flows.TrafficZones;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a scenario may name of the definitions it is run with.
 *
 * @param operators by code
 * @param misread codes of the operators whose files have mistakes, which are told there
 * @param plans names of all plans
 * @param zones of traffic; empty where the definitions have none
 * @param jobs names of all jobs
 */
public record Vocabulary(
        Map<String, OperatorTerms> operators,
        Set<String> misread,
        Set<String> plans,
        Optional<TrafficZones> zones,
        Set<String> jobs) {}
