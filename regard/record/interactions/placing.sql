-- Observations to placed rows, in one pass over a batch. Tables: observation (with `arrival`, its order), kind, touchpoint.
-- `reason` is null where the row can be stored; otherwise it is the sentence that says why not.
with read as (
    select *,
        case when json_valid(properties) then json_type(properties) = 'OBJECT' else false end as is_object,
        case when json_valid(properties) then json_extract_string(properties, [
            '$.score', '$.rating', '$.scale_min', '$.scale_max', '$.metric',
            '$.text', '$.comment', '$.message_body', '$.review_body', '$.message', '$.subject',
            '$.total', '$.revenue', '$.value', '$.currency',
            '$.order_id', '$.ticket_id', '$.call_id', '$.conversation_id', '$.subscription_id',
            '$.promised_at', '$.wait_seconds', '$.success', '$.error', '$.outcome', '$.status',
            '$.author', '$.channel', '$.touchpoint', '$.stage', '$.case_id'
        ]) end as p
    from observation
),
picked as (
    select o.* exclude (p, channel, stage, touchpoint),
        k.actor as kind_actor, coalesce(k.is_failure, false) as kind_is_failure,
        nullif(trim(coalesce(p[1], p[2])), '') as score_text,
        lower(coalesce(p[5], k.metric)) as named_metric,
        k.scale_min as kind_scale_min, k.scale_max as kind_scale_max,
        nullif(p[3], '') as scale_min_text, nullif(p[4], '') as scale_max_text,
        nullif(trim(coalesce(p[6], p[7], p[8], p[9], p[10], p[11])), '') as text,
        coalesce(p[12], p[13], p[14]) as value_text, upper(p[15]) as currency,
        case when o.kind like 'Ticket %' then coalesce(p[17], p[16]) else coalesce(p[16], p[17], p[18], p[19], p[20], p[31]) end
            as matter_id,
        nullif(p[21], '') as promised_text, try_cast(p[22] as double) as wait_seconds,
        lower(p[23]) as success, lower(p[24]) as error, lower(coalesce(p[25], p[26])) as outcome, lower(p[27]) as author,
        lower(nullif(trim(coalesce(o.channel, p[28])), '')) as named_channel, k.channel as kind_channel,
        nullif(trim(coalesce(o.touchpoint, p[29])), '') as named_touchpoint, k.touchpoint as kind_touchpoint,
        lower(nullif(trim(coalesce(o.stage, p[30])), '')) as named_stage, k.stage as kind_stage
    from read o left join kind k on k.name = o.kind
),
typed as (
    select picked.* exclude (kind_touchpoint, kind_stage, named_stage),
        try_cast(score_text as double) as score,
        coalesce(try_cast(scale_min_text as double), case when score_text is not null then case named_metric
            when 'nps' then 0 when 'enps' then 0 when 'csat' then 1 when 'ces' then 1 else kind_scale_min end end) as scale_min,
        coalesce(try_cast(scale_max_text as double), case when score_text is not null then case named_metric
            when 'nps' then 10 when 'enps' then 10 when 'csat' then 5 when 'ces' then 7 else kind_scale_max end end) as scale_max,
        try_cast(value_text as decimal(18, 4)) as value,
        try_cast(promised_text as timestamptz) as promised_at,
        coalesce(named_touchpoint, kind_touchpoint, picked.kind) as touchpoint,
        coalesce(named_stage, place.stage, kind_stage) as stage
    from picked left join touchpoint place on place.touchpoint = picked.named_touchpoint
)
select
    source, message_id, kind, time, nullif(trim(user_id), '') as user_id, nullif(lower(trim(email)), '') as email,
    nullif(regexp_replace(phone, '[^0-9+]', '', 'g'), '') as phone, nullif(trim(external_id), '') as external_id,
    nullif(trim(anonymous_id), '') as anonymous_id, properties, origin, line, arrival,
    substr(sha256(source || chr(31) || message_id), 1, 32) as id,
    case named_channel when 'mobile' then 'app' when 'mail' then 'email' when 'call' then 'phone'
        when 'server' then kind_channel when 'sources' then kind_channel
        else coalesce(named_channel, kind_channel) end as channel,
    stage, touchpoint,
    case when author in ('agent', 'staff', 'company', 'admin') then 'company' when author in ('bot', 'assistant') then 'bot'
        when author in ('customer', 'user', 'end_user', 'requester') then 'customer' else coalesce(kind_actor, 'customer') end as actor,
    case when score is not null then coalesce(named_metric, 'score') end as metric,
    score, case when score is not null then scale_min end as scale_min, case when score is not null then scale_max end as scale_max,
    text, value, case when value is not null then currency end as currency, matter_id, promised_at, wait_seconds,
    kind_is_failure or coalesce(success = 'false', false)
        or coalesce(error not in ('', 'false', '0', 'null', 'none'), false)
        or coalesce(outcome in ('failed', 'failure', 'error', 'denied', 'declined', 'timeout', 'timed_out', 'rejected'), false)
        as failed,
    case
        when not is_object then 'the properties are not a JSON object'
        when kind is null or trim(kind) = '' then 'the event has no name'
        when length(kind) > 255 then 'the event name is longer than 255 characters'
        when length(message_id) > 255 then 'the message id is longer than 255 characters'
        when time is null then 'the time is missing'
        when time < timestamptz '1970-01-01 00:00:00+00' then 'the time ' || strftime(time, '%Y-%m-%d') || ' lies before 1970'
        when time > $now + interval 100 year then 'the time ' || strftime(time, '%Y-%m-%d') || ' lies more than 100 years in the future'
        when score_text is not null and score is null then 'the score "' || left(score_text, 40) || '" is not a number'
        when score is not null and not isfinite(score) then 'the score is not a finite number'
        when scale_min_text is not null and try_cast(scale_min_text as double) is null
            then 'scale_min "' || left(scale_min_text, 40) || '" is not a number'
        when scale_max_text is not null and try_cast(scale_max_text as double) is null
            then 'scale_max "' || left(scale_max_text, 40) || '" is not a number'
        when score is not null and scale_min >= scale_max then 'the scale ' || format('{:g}', scale_min) || ' to '
            || format('{:g}', scale_max) || ' is empty'
        when score is not null and (score < scale_min or score > scale_max) then 'the score ' || format('{:g}', score)
            || ' lies outside its scale, ' || format('{:g}', scale_min) || ' to ' || format('{:g}', scale_max)
        when promised_text is not null and promised_at is null then 'promised_at "' || left(promised_text, 40) || '" is not a time'
        when value_text is not null and value is null and kind like 'Order %'
            then 'the amount "' || left(value_text, 40) || '" is not a number'
        when greatest(length(user_id), length(email), length(phone), length(external_id), length(anonymous_id)) > 255
            then 'an identifier is longer than 255 characters'
    end as reason
from typed
