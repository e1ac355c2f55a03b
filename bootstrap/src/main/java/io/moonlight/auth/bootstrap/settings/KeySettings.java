package io.moonlight.auth.bootstrap.settings;

import io.moonlight.auth.jwt.JwtKey;
import java.util.List;
import java.util.Optional;

/**
 * The keys of the tokens.
 *
 * @param algorithm the algorithm of the signing key
 * @param signing signs and verifies; present outside development
 * @param verifying future and former keys, which only verify; each once, without the signing key
 */
public record KeySettings(JwtAlgorithm algorithm, Optional<JwtKey> signing, List<JwtKey> verifying) {}
