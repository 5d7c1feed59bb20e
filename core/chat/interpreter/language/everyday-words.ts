/**
 * What people most often ask pictures and textures of, the commoner first: a misspelling that is no English word is read as one of
 * these. Right words are never changed, so that a word that is missing here costs only a correction.
 */
export const everydayWords: readonly string[] =
  `house tree water mountain forest river lake sea ocean island beach sky night sun moon star stars cloud clouds
  rain snow storm fire ice hill hills field valley desert jungle cave cliff waterfall garden park road street bridge city town village castle
  tower church temple cathedral palace ruins wall gate door window roof floor stairs fence fountain statue lighthouse harbor windmill farm barn
  cottage cabin hut tent market shop kitchen bedroom bathroom library school hospital factory station airport stadium museum restaurant bakery
  man woman boy girl child children baby people person king queen prince princess knight soldier warrior wizard witch pirate ninja samurai
  astronaut cowboy farmer doctor teacher chef dancer singer musician artist fisherman sailor hunter thief ghost zombie vampire monster dragon
  unicorn mermaid fairy elf dwarf goblin giant troll demon angel alien robot skeleton superhero
  animal animals dog dogs cat cats horse horses cow sheep pig goat chicken duck goose rabbit mouse rat bear wolf fox deer lion tiger elephant giraffe
  zebra monkey gorilla panda koala kangaroo camel leopard crocodile snake lizard turtle frog fish shark whale dolphin octopus crab lobster bird
  birds eagle owl parrot penguin peacock swan raven butterfly bee spider ant beetle dinosaur dinosaurs squirrel hedgehog raccoon hamster puppy kitten
  dragonfly jellyfish seahorse flamingo ostrich rhinoceros hippopotamus cheetah mammoth
  flower flowers rose tulip sunflower grass leaf leaves bush mushroom mushrooms cactus palm pine oak bamboo moss vine vines root seed fruit apple orange
  banana lemon strawberry cherry grape watermelon pineapple pumpkin carrot tomato potato bread cheese cake cookie chocolate candy sandwich pizza
  burger hamburger sandwiches breakfast dinner coffee tea milk wine beer bottle cup glass plate bowl spoon fork knife
  car cars truck bus train bicycle motorcycle boat ship submarine airplane plane helicopter rocket spaceship balloon tractor wagon carriage
  chair table bed sofa armchair lamp candle lantern mirror clock book books box chest barrel crate basket bag backpack bucket key lock crown
  ring necklace jewel jewels diamond treasure coin coins sword shield bow arrow spear axe hammer helmet armor dagger gun cannon potion scroll map flag
  guitar piano violin drum trumpet camera telephone computer television umbrella hat shirt dress shoes boots gloves glasses mask cloak costume
  football soccer basketball toy doll teddy puzzle kite ball playground castle
  stone stones rock rocks wood wooden metal steel iron copper bronze silver gold golden marble granite brick bricks concrete sand sandstone clay mud
  leather fabric cotton wool silk velvet paper parchment cardboard plastic rubber ceramic porcelain crystal lava dirt gravel asphalt cobblestone
  tile tiles plank planks bark fur feather feathers scales skin bone bones rust rusty mossy
  red green blue yellow purple pink brown black white gray orange turquoise colorful rainbow dark bright light
  big small little large huge tiny old new young ancient modern medieval futuristic beautiful ugly scary funny cute happy sad angry magic magical
  mysterious broken burning frozen flying sitting standing running sleeping playing eating dancing fighting swimming shining glowing floating abandoned
  haunted peaceful stormy sunny cloudy foggy rainy snowy misty dusty dirty wet dry round square tall short long wide whole rough empty full heavy soft
  hard smooth rough sharp wild lonely friendly dangerous elegant delicate detailed realistic cartoon watercolor painting photograph background
  foreground landscape portrait silhouette sunset sunrise dawn dusk evening morning winter summer spring autumn christmas halloween
  thunder lightning tornado volcano earthquake fog mist shadow reflection sunlight moonlight campfire fireworks smoke steam dust wind wave waves
  galaxy planet planets universe space earth comet asteroid satellite nebula
  under above behind between around beside front inside outside through near next above across along
  playing holding wearing riding reading looking walking jumping climbing`
    .split(/\s+/)
    .filter((word, i, all) => all.indexOf(word) === i)
