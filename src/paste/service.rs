//! Settings with names, of which a text may contain those of several services. A base URL goes with a key
//! that belongs to it, or with none: otherwise a service would get the key of another one.

use std::collections::{BTreeMap, BTreeSet};

use crate::target::ApiKey;

use super::names::{Field, meaning};
use super::placeholder::is_placeholder;

/// A value with its name.
pub(super) struct Setting {
    pub(super) name: String,
    pub(super) value: String,
    /// The object, the brackets or the item of a list in which it is; 0 for the text itself.
    pub(super) place: usize,
}

/// The first base URL and key in one place whose names begin alike, by their position in the text.
struct Service {
    place: usize,
    beginning: String,
    url: Option<usize>,
    key: Option<usize>,
}

/// Gives values their names where a list of variables has them apart, as of Kubernetes: `name: A`,
/// `value: b`. All variables are in one place.
pub(super) fn name_variables(settings: &mut [Setting]) {
    let mut names: BTreeMap<usize, usize> = BTreeMap::new();
    for at in 0..settings.len() {
        let place = settings[at].place;
        match settings[at].name.as_str() {
            "name" | "key" => {
                names.insert(place, at);
            }
            "value" => {
                let name = names.remove(&place).filter(|name| meaning(&settings[*name].value).is_some());
                if let Some(name) = name {
                    settings[at].name = std::mem::take(&mut settings[name].value);
                    settings[at].place = 0;
                }
            }
            _ => {}
        }
    }
}

/// The settings in the order in which they count, without the keys that do not belong to the base URL.
pub(super) fn of_one_service(settings: &[Setting]) -> Vec<&Setting> {
    let services = services(settings);
    let is_url = |at: &usize| !is_placeholder(&settings[*at].value);
    let is_key = |at: &usize| settings[*at].is_key();
    let with_url: Vec<&Service> = services.iter().filter(|it| it.url.as_ref().is_some_and(is_url)).collect();
    let whole = with_url.iter().copied().find(|it| it.key.as_ref().is_some_and(is_key));
    let service = whole.or_else(|| with_url.first().copied());
    let key = match service {
        Some(service) if whole.is_none() => only_key(settings, &services, service),
        Some(service) => service.key,
        None => services.iter().filter_map(|it| it.key).find(is_key),
    };
    let mut order: Vec<usize> = (0..settings.len()).filter(|at| Some(*at) == key || !is_key(at)).collect();
    order.sort_by_cached_key(|&at| {
        let own = service.map(|it| (it, it.url.unwrap_or_default()));
        match (own, meaning(&settings[at].name)) {
            (Some((_, url)), _) if at == url || Some(at) == key => 0,
            (Some((service, url)), Some((Field::Model, beginning)))
                if settings[at].place == service.place && beginning == service.beginning =>
            {
                at.abs_diff(url)
            }
            _ => usize::MAX,
        }
    });
    order.into_iter().map(|at| &settings[at]).collect()
}

/// The services of a text, in its order. Where a name comes again, the next service begins.
fn services(settings: &[Setting]) -> Vec<Service> {
    let mut services: Vec<Service> = Vec::new();
    let mut last: BTreeMap<(usize, String), usize> = BTreeMap::new();
    // Where one is a whole address, a name of a host is another setting.
    let is_whole = settings.iter().any(|it| it.is_url() && it.value.contains("://"));
    for (at, setting) in settings.iter().enumerate() {
        let Some((field, beginning)) = meaning(&setting.name) else { continue };
        let is_key = field == Field::Key;
        let is_url = setting.is_url() && (!is_whole || setting.value.contains("://"));
        if !is_key && !is_url {
            continue;
        }
        let begun = last.get(&(setting.place, beginning.clone())).copied();
        let is_free = |it: &Service| if is_key { it.key.is_none() } else { it.url.is_none() };
        let service = begun.filter(|it| is_free(&services[*it])).unwrap_or(services.len());
        if service == services.len() {
            last.insert((setting.place, beginning.clone()), service);
            services.push(Service { place: setting.place, beginning, url: None, key: None });
        }
        let service = &mut services[service];
        let part = if is_key { &mut service.key } else { &mut service.url };
        *part = Some(at);
    }
    services
}

/// The only key of a text with one base URL, if it may belong to it.
fn only_key(settings: &[Setting], services: &[Service], service: &Service) -> Option<usize> {
    let urls = services.iter().filter_map(|it| it.url).map(|at| settings[at].value.as_str());
    let urls: BTreeSet<&str> = urls.filter(|it| !is_placeholder(it)).collect();
    let keys = services.iter().filter_map(|it| it.key).map(|at| &settings[at]);
    let keys: BTreeSet<&str> = keys.filter(|it| it.is_key()).map(|it| it.value.as_str()).collect();
    if urls.len() > 1 || keys.len() > 1 {
        return None;
    }
    let of_key = services.iter().find(|it| it.key.is_some_and(|at| settings[at].is_key()))?;
    let is_beside = of_key.place == service.place;
    let is_alike =
        of_key.beginning == service.beginning || of_key.beginning.is_empty() || service.beginning.is_empty();
    let has_model = |place: usize| {
        let is_model = |name: &str| meaning(name).is_some_and(|(field, _)| field == Field::Model);
        settings.iter().any(|it| it.place == place && is_model(&it.name))
    };
    let may_be = if service.key.is_some() {
        // Its own key is a variable, which the text itself may set.
        is_alike && (is_beside || of_key.place == 0)
    } else {
        // Two services of a list each have a model.
        is_beside || !(has_model(of_key.place) && has_model(service.place))
    };
    of_key.key.filter(|_| may_be)
}

impl Setting {
    /// Returns true if it is a key, and no placeholder for one.
    pub(super) fn is_key(&self) -> bool {
        let key = first_of(without_bearer(&self.value));
        meaning(&self.name).is_some_and(|(field, _)| field == Field::Key)
            && matches!(ApiKey::parse(key), Ok(Some(_)))
            && !is_placeholder(key)
    }

    /// The keys in it, if it is a setting for one.
    pub(super) fn keys(&self) -> impl Iterator<Item = ApiKey> {
        let is_of_key = meaning(&self.name).is_some_and(|(field, _)| field == Field::Key);
        keys_in(if is_of_key { &self.value } else { "" })
    }

    fn is_url(&self) -> bool {
        let field = meaning(&self.name).map(|(field, _)| field);
        matches!(field, Some(Field::BaseUrl | Field::AzureEndpoint))
            && !self.value.trim().is_empty()
            && is_of_web(self.value.trim())
    }
}

/// Returns true unless the address is of another protocol, such as the one of a database, which may contain
/// a password.
pub(super) fn is_of_web(address: &str) -> bool {
    let scheme = address.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_none_or(|it| it.eq_ignore_ascii_case("https") || it.eq_ignore_ascii_case("http"))
}

/// The keys in the value of a setting or a header, without placeholders for one, and without short ones: they
/// may be ordinary words.
pub(super) fn keys_in(value: &str) -> impl Iterator<Item = ApiKey> {
    const LONG_BYTES: usize = 8;
    let keys = without_bearer(value).split([';', ',']).map(str::trim);
    let keys = keys.filter(|it| it.len() >= LONG_BYTES && !is_placeholder(it));
    keys.filter_map(|it| ApiKey::parse(it).ok().flatten())
}

/// The first of several keys, which goes with the first of several base URLs.
pub(super) fn first_of(keys: &str) -> &str {
    keys.split([';', ',']).next().unwrap_or_default()
}

/// The key in the value of a header `Authorization`.
pub(super) fn without_bearer(value: &str) -> &str {
    match value.trim().split_once(' ') {
        Some((scheme, key)) if scheme.eq_ignore_ascii_case("bearer") => key.trim(),
        _ => value.trim(),
    }
}
